import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toProviderName } from '../../src/domain/provider.js';
import { PROVIDERS } from '../../src/providers/index.js';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** Files that may name a provider: its folder, the list, its simulated cloud, and code generated from the schema. */
const ALLOWED =
  /^(providers\/(huawei|qingcloud)\/|providers\/index\.ts$|simulator\/|(domain\/|fleet-page\/)?generated\/)/;

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$|\s\/\/ .*$/gm, '');
}

describe('The providers', () => {
  it('are named only in their own folders and in one list', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const others = files.filter((file) => !ALLOWED.test(file));
    const found = others.filter((file) =>
      /huawei|qingcloud/i.test(withoutComments(readFileSync(join(src, file), 'utf8'))),
    );
    expect(others.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });

  it('have names that are valid in resource names and configuration files', () => {
    expect(PROVIDERS.map(({ provider }) => toProviderName(provider))).toEqual([
      'huawei-css',
      'huawei-dws',
      'huawei-geminidb',
      'qingcloud',
    ]);
  });

  it('give each list endpoint a name of its own, by which its learned limits are kept', async () => {
    const files = readdirSync(join(src, 'providers'), { recursive: true, encoding: 'utf8' });
    const modules = files.filter((file) => file.endsWith('pagination.ts')).map((file) => `../../src/providers/${file}`);
    const exported = (await Promise.all(modules.map((file) => import(file) as Promise<object>))).flatMap(Object.values);
    const endpoints = exported.flatMap((value: unknown) =>
      typeof value === 'object' && value !== null && 'endpoint' in value ? [value.endpoint] : [],
    );
    expect(endpoints.length).toBeGreaterThanOrEqual(2 * PROVIDERS.length);
    expect(new Set(endpoints).size).toBe(endpoints.length);
  });
});
