import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LOG_FORMATS, LOG_LEVELS } from '../../src/config/config.js';
import { DEFAULT_LIMITS } from '../../src/config/load.js';
import {
  File,
  HuaweiIamAccount,
  HuaweiKeyAccount,
  JwtAuth,
  QingCloudAccount,
  RouterAuth,
} from '../../src/config/schema.js';
import type { UpstreamCode } from '../../src/domain/errors.js';
import { configOf } from '../config/loading.js';

const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

/** The rows of the tables under a heading, each as its cells. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const [, after = ''] = text.split(`\n${heading}\n`);
  const [section = ''] = after.split(/\n#{2,3} /);
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function namesIn(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

interface Described {
  readonly properties: Readonly<Record<string, object>>;
}

const hasProperties = (schema: object): schema is Described => 'properties' in schema;
const numberOf = (cell = '') => Number(cell.replaceAll(',', ''));

describe('The page on operations tells', () => {
  const { limits } = File.properties;

  test('every limit, its default and its range, and no others', () => {
    const told = rowsUnder('### Limits')
      .filter(([, , range]) => range?.includes(' to '))
      .map(([key, usual, range = '']) => [namesIn(key)[0], numberOf(usual), ...range.split(' to ').map(numberOf)]);
    const real = Object.entries<object>(limits.properties).map(([name, schema]) => [
      name,
      DEFAULT_LIMITS[name as keyof typeof DEFAULT_LIMITS],
      'minimum' in schema && schema.minimum,
      'maximum' in schema && schema.maximum,
    ]);
    expect(told).toEqual(real);
  });

  test('every key of an account, and no others', () => {
    const schemas: readonly Described[] = [HuaweiKeyAccount, HuaweiIamAccount, QingCloudAccount];
    const real = new Set(schemas.flatMap(({ properties }) => Object.keys(properties)));
    const rows = rowsUnder('### Accounts').slice(2);
    const told = rows.flatMap(([key]) => namesIn(key)).filter((name) => !name.includes('.'));
    expect(told.toSorted()).toEqual([...real].toSorted());
    const mentioned = rows.flatMap((cells) => namesIn(cells.at(-1)));
    const auths = schemas.map(({ properties }) => properties['auth']).filter((auth) => auth !== undefined);
    const credentials = auths.filter(hasProperties).flatMap(({ properties }) => Object.entries(properties));
    for (const [name, schema] of credentials) {
      for (const key of [name, ...(hasProperties(schema) ? Object.keys(schema.properties) : [])]) {
        expect(mentioned.concat('iam')).toContain(key);
      }
    }
  });

  test('every key of `server` and `log`, with its default', () => {
    const { server, log } = configOf(
      '{ accounts: [{ name: a, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: y } }] }',
    );
    const real = Object.entries({ server, log }).flatMap(([group, keys]) =>
      Object.entries(keys).map(([key, usual]) => [`${group}.${key}`, Array.isArray(usual) ? '[]' : String(usual)]),
    );
    const told = rowsUnder('### The rest').slice(2);
    expect(told.map(([key, usual]) => [namesIn(key)[0], namesIn(usual)[0]]).toSorted()).toEqual(real.toSorted());
    const { server: serverKeys, log: logKeys } = File.properties;
    expect(Object.keys(serverKeys.properties).concat(Object.keys(logKeys.properties))).toHaveLength(told.length);
    const words = told.flatMap((cells) => namesIn(cells.at(-1)));
    expect(words).toEqual(expect.arrayContaining([...LOG_LEVELS, ...LOG_FORMATS]));
  });

  test('every way to ask for a credential', () => {
    const told = rowsUnder('### Who may ask')
      .flatMap(([auth]) => namesIn(auth))
      .join();
    const keys = [...Object.keys(RouterAuth.properties), ...Object.keys(JwtAuth.properties.jwt.properties)];
    for (const key of keys) expect(told).toContain(key);
  });

  test('every key of the file', () => {
    for (const key of Object.keys(File.properties)) expect(text).toMatch(new RegExp(`\`${key}\\b|### ${key}`, 'i'));
  });

  test('every code of an error', () => {
    const codes: Readonly<Record<UpstreamCode, true>> = {
      NOT_FOUND: true,
      UPSTREAM_AUTH: true,
      UPSTREAM_FORBIDDEN: true,
      UPSTREAM_THROTTLED: true,
      UPSTREAM_TIMEOUT: true,
      UPSTREAM_UNAVAILABLE: true,
      UPSTREAM_INVALID: true,
      UPSTREAM_LIMIT: true,
    };
    const told = rowsUnder('## Errors').flatMap(([code]) => namesIn(code));
    expect(told).toEqual(
      expect.arrayContaining([...Object.keys(codes), 'BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN']),
    );
    for (const code of told) expect(code).toMatch(/^[A-Z_]+$/);
  });
});
