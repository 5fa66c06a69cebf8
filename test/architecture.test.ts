import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));

/** Which layers a layer may import from, besides itself. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  paging: ['domain'],
  config: ['domain'],
  upstream: ['domain'],
  providers: ['domain', 'paging', 'config', 'upstream'],
  loaders: ['domain', 'paging', 'providers'],
  generated: ['graph'],
  graph: ['domain', 'paging', 'config', 'upstream', 'providers', 'loaders', 'generated'],
  server: ['config'],
  simulator: [],
  app: ['domain', 'config', 'upstream', 'providers', 'graph', 'server', 'simulator'],
  cli: ['domain', 'config', 'providers', 'app', 'server'],
};

/** Packages that one layer alone may know. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  undici: ['upstream'],
  cockatiel: ['upstream'],
  fastify: ['server'],
  'graphql-jit': ['server'],
  jose: ['server'],
  yaml: ['config'],
  dataloader: ['loaders', 'paging'],
  'lru-cache': ['paging', 'server'],
  '@apollo/subgraph': ['graph'],
};

interface Import {
  readonly file: string;
  readonly layer: string;
  readonly target: string;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) => ({
    file,
    layer: layerOf(file),
    target: name.startsWith('.') ? relative(src, join(src, dirname(file), name)) : name,
  }));
}

function layerOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

describe('the layers', () => {
  it.each(Object.keys(LAYERS))('%s imports only what lies below it', (layer) => {
    const own = imports.filter((found) => found.layer === layer && layerOf(found.target) in LAYERS);
    expect(own.length + files.filter((file) => layerOf(file) === layer).length).toBeGreaterThan(0);
    const allowed = [layer, ...(LAYERS[layer] ?? [])];
    expect(own.filter(({ target }) => !allowed.includes(layerOf(target)))).toEqual([]);
  });

  it.each(Object.entries(OWNERS))('%s is known to %j alone', (name, owners) => {
    const users = imports.filter(({ target }) => target === name || target.startsWith(`${name}/`));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ layer }) => !owners.includes(layer))).toEqual([]);
  });

  it.each([
    ['index.ts', ['app', 'config', 'graph', 'server']],
    ['main.ts', ['app', 'cli']],
  ])('%s imports only %j', (file, allowed) => {
    const layers = imports.filter((found) => found.file === file).map(({ target }) => layerOf(target));
    expect(layers.filter((layer) => layer in LAYERS && !allowed.includes(layer))).toEqual([]);
  });

  it('only the command line reads the environment', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join(src, file), 'utf8')));
    expect(readers).toEqual(['main.ts']);
  });
});
