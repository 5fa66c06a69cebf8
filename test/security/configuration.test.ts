import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { factories } from '../../src/app/composition-root.js';
import type { Secret } from '../../src/config/config.js';
import { createLogger } from '../../src/server/logger.js';
import { configOf } from '../config/loading.js';
import { CANARIES, leaksIn } from './canaries.js';
import { fileFor } from './every-secret.js';

const config = configOf(JSON.stringify(fileFor('https://example.com')));

// The id of an access key is not a secret. The last ones come from the clouds, not from the configuration.
const {
  cssKey: _,
  dwsKey: __,
  qingKey: ___,
  iamToken: ____,
  directive: _____,
  upstreamBody: ______,
  agencyKey: _______,
  issuedKey: ________,
  issuedSecret: _________,
  issuedToken: __________,
  ...SECRETS
} = CANARIES;

/** All secrets in a value, at any depth. */
function secretsIn(value: unknown): readonly Secret[] {
  if (typeof value !== 'object' || value === null) return [];
  return isSecret(value) ? [value] : Object.values(value).flatMap(secretsIn);
}

function isSecret(value: object): value is Secret {
  return 'reveal' in value;
}

/** All own keys and values of an object at any depth, including symbols. */
function propertiesOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return Reflect.ownKeys(value).flatMap((name) => {
    const part: unknown = Reflect.get(value, name);
    return [name, ...propertiesOf(part)];
  });
}

function printed(value: unknown): string {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  const console = new Console(stream);
  console.dir(value, { depth: Infinity });
  console.table(value);
  return text;
}

function logged(value: unknown): string {
  let text = '';
  const logger = createLogger({ level: 'trace', format: 'json' }, { write: (line) => void (text += line) });
  logger.info({ value, err: new Error('it failed', { cause: value }) }, '%s %j %o', value, { value }, { value });
  return text;
}

function serialized(value: unknown): string {
  try {
    return serialize(value).toString('latin1');
  } catch {
    return 'not possible';
  }
}

interface Texts {
  toString(): string;
  toLocaleString(): string;
}

const WAYS: readonly (readonly [string, (value: unknown) => string])[] = [
  ['inspect', (value) => inspect(value, { depth: Infinity, showHidden: true, getters: true })],
  ['inspect without custom inspection', (value) => inspect(value, { depth: Infinity, customInspect: false })],
  ['JSON', (value) => JSON.stringify([value, { value }])],
  ['String', (value) => String(value)],
  ['toString', (value) => (value as Texts).toString()],
  ['toLocaleString', (value) => (value as Texts).toLocaleString()],
  ['a template', (value) => `${value as number}`],
  ['a key', (value) => Object.keys({ [value as string]: 1 }).join()],
  ['a copy', (value) => JSON.stringify({ ...(value as object) }) + inspect({ ...(value as object) })],
  ['its properties', (value) => propertiesOf(value).map(String).join()],
  ['format', (value) => format('%s %d %i %f %j %o %O %c', ...Array<unknown>(8).fill(value))],
  ['an error', (value) => inspect(new Error(String(value), { cause: value }), { depth: Infinity })],
  ['the console', printed],
  ['the log', logged],
  ['serialize', serialized],
];

test('The configuration contains every secret of the file', () => {
  expect(new Set(secretsIn(config).map((secret) => secret.reveal()))).toEqual(new Set(Object.values(SECRETS)));
});

test.for(WAYS)('The configuration and its secrets reveal no secret through %s', ([, show]) => {
  for (const value of [config, ...config.accounts, ...secretsIn(config)]) {
    expect(leaksIn(show(value), SECRETS)).toEqual([]);
  }
});

test('The accounts created from the configuration reveal no secret', async () => {
  const logger = createLogger({ level: 'silent', format: 'json' });
  const providers = await factories.createProviders(config, { logger, environment: {} });
  const shown = inspect(providers.accounts, { depth: Infinity, showHidden: true, getters: true });
  await providers.close();
  expect(shown).toContain('HUAWEI_CSS');
  expect(leaksIn(shown, SECRETS)).toEqual([]);
});
