import { describe, expect, test } from 'vitest';
import { File, JwtAuth, limits, LOG_FORMATS, LOG_LEVELS, RouterAuth, store } from '../../src/config/schema.js';
import { PROVIDERS } from '../../src/providers/index.js';
import { configOf } from '../config/loading.js';
import { codeWords, readPage, tableUnder } from './markdown.js';

interface ObjectSchema {
  readonly properties: Readonly<Record<string, object>>;
}

const hasProperties = (schema: object): schema is ObjectSchema => 'properties' in schema;
const numberOf = (cell = '') => Number(cell.replaceAll(',', ''));

/** Every key in a schema, nested ones with their path: `auth.iam.user`. */
function keysOf({ properties }: ObjectSchema, path = ''): string[] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    `${path}${name}`,
    ...(hasProperties(schema) ? keysOf(schema, `${path}${name}.`) : []),
  ]);
}

const page = readPage('docs/configuration.md');
const documented = (heading: string) => tableUnder(page, heading).flatMap(([key]) => codeWords(key));

describe('The page on configuration lists', () => {
  test('every key of the file, and no others', () => {
    expect(documented('# Configuration').toSorted()).toEqual(Object.keys(File.properties).toSorted());
  });

  test('every key of an account, and no others', () => {
    const keys = new Set(
      PROVIDERS.flatMap<ObjectSchema>(({ accounts }) => accounts.forms).flatMap((form) => keysOf(form)),
    );
    expect(documented('## Accounts').toSorted()).toEqual([...keys].toSorted());
  });

  test('every limit with its range and default, and no others', () => {
    const rows = tableUnder(page, '## Limits').map(([key, range = '', usual]) => [
      codeWords(key)[0],
      numberOf(usual),
      ...range.split(' to ').map(numberOf),
    ]);
    const real = Object.entries<object>(limits.schema.properties).map(([name, schema]) => [
      name,
      limits.defaults[name as keyof typeof limits.defaults],
      'minimum' in schema && schema.minimum,
      'maximum' in schema && schema.maximum,
    ]);
    expect(rows).toEqual(real);
  });

  test('every key of `store` with its default, and no others', () => {
    const rows = tableUnder(page, '## Store').map(([key, , usual]) => [codeWords(key)[0], codeWords(usual)[0]]);
    const real = Object.entries(store.defaults).map(([key, usual]) => [`store.${key}`, String(usual)]);
    expect(rows.slice(2)).toEqual(real);
    expect(rows.slice(0, 2).map(([key]) => key)).toEqual(['store.sqlite', 'store.postgres']);
  });

  test('every key of `server` and `log` with its default, and no others', () => {
    const { server, log } = configOf(
      '{ accounts: [{ name: a, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: y } }] }',
    );
    const rows = ['## Server', '## Log'].flatMap((heading) => tableUnder(page, heading));
    const defaults = rows.map(([key, , usual]) => [codeWords(key)[0], codeWords(usual)[0]]);
    const real = Object.entries({ server, log }).flatMap(([group, keys]) =>
      Object.entries(keys).map(([key, usual]) => [`${group}.${key}`, Array.isArray(usual) ? '[]' : String(usual)]),
    );
    expect(defaults.toSorted()).toEqual(real.toSorted());
    const { server: serverKeys, log: logKeys } = File.properties;
    expect(keysOf(serverKeys, 'server.').concat(keysOf(logKeys, 'log.')).toSorted()).toEqual(
      defaults.map(([key]) => key).toSorted(),
    );
    const values = rows.flatMap(([, type]) => codeWords(type));
    expect(values).toEqual(expect.arrayContaining([...LOG_LEVELS, ...LOG_FORMATS]));
  });

  test('every key of `telemetry`, and no others', () => {
    expect(documented('## Telemetry').toSorted()).toEqual(keysOf(File.properties.telemetry, 'telemetry.').toSorted());
  });

  test('every form of `auth`', () => {
    const forms = documented('## Auth').join();
    const keys = [...Object.keys(RouterAuth.properties), ...Object.keys(JwtAuth.properties.jwt.properties)];
    for (const key of ['none', ...keys]) expect(forms).toContain(key);
  });
});
