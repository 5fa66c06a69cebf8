import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesOf, type SourceFile, sourceFilesIn } from './support/source-files.js';

/** Which layers a layer may import from, besides itself. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  paging: ['domain'],
  config: ['domain'],
  upstream: ['domain'],
  providers: ['domain', 'paging', 'config', 'upstream'],
  store: ['domain'],
  replicas: ['upstream', 'store'],
  sync: ['domain', 'paging', 'providers', 'store'],
  changes: ['paging', 'store'],
  loaders: ['domain', 'paging', 'providers', 'store'],
  generated: ['graph'],
  graph: ['domain', 'paging', 'config', 'upstream', 'providers', 'store', 'sync', 'changes', 'loaders', 'generated'],
  server: ['config'],
  simulator: [],
  telemetry: ['domain', 'config', 'upstream', 'paging', 'providers', 'store', 'sync', 'server'],
  app: [
    'domain',
    'paging',
    'config',
    'upstream',
    'providers',
    'store',
    'replicas',
    'sync',
    'changes',
    'graph',
    'server',
    'simulator',
    'telemetry',
  ],
  cli: ['domain', 'config', 'providers', 'app', 'server'],
  'fleet-page': [],
};

/** Sub-folders of a layer: each may import from those before it in its list, and from the layer's own files. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  paging: ['list', 'merge', 'cursor'],
  upstream: ['errors', 'limits', 'auth', 'transport', 'retry'],
  store: ['sql', 'sqlite', 'postgres'],
  server: ['execution', 'limits', 'auth', 'explorer', 'subscriptions'],
  cli: ['query', 'changes', 'commands'],
  'fleet-page': ['generated', 'endpoint', 'fleet', 'words', 'view', 'jobs', 'timeline', 'page'],
};

/** Folders whose sub-folders do not import each other, except that all may import these. These import none of them. */
const INDEPENDENT: Readonly<Record<string, readonly string[]>> = {
  providers: ['shared'],
  'providers/huawei': [],
  simulator: [],
  'simulator/huawei': [],
};

/** Packages that only some layers may import. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  '@opentelemetry': ['telemetry'],
  pg: ['store', 'replicas'],
  undici: ['upstream'],
  cockatiel: ['upstream', 'store'],
  fastify: ['server'],
  'graphql-jit': ['server'],
  jose: ['server'],
  yaml: ['config'],
  'lru-cache': ['upstream', 'graph', 'paging', 'server'],
  '@apollo/subgraph': ['graph'],
  preact: ['fleet-page'],
  'd3-scale': ['fleet-page'],
};

const src = new URL('../src/', import.meta.url);
const files = sourceFilesIn('src');
const layerOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
const roomOf = (path: string) => path.split('/').slice(1, -1)[0];

/** `file imports target` for every import that is not allowed. */
function violations(of: readonly SourceFile[], isAllowed: (file: string, target: string) => boolean): string[] {
  return of.flatMap(({ path, imports }) =>
    imports.filter((target) => !isAllowed(path, target)).map((target) => `${path} imports ${target}`),
  );
}

describe('Imports', () => {
  it.each(Object.keys(LAYERS))('of %s lead only to the layers below it', (layer) => {
    const own = files.filter(({ path }) => layerOf(path) === layer);
    const allowed = [layer, ...(LAYERS[layer] ?? [])];
    expect(violations(own, (_, target) => !(layerOf(target) in LAYERS) || allowed.includes(layerOf(target)))).toEqual(
      [],
    );
  });

  it('belong to a known layer', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).toSorted()).toEqual(Object.keys(LAYERS).toSorted());
  });

  it.each(Object.entries(ROOMS))('between the sub-folders of %s have one direction: %j', (layer, rooms) => {
    const own = files.filter(({ path }) => layerOf(path) === layer);
    const isAllowed = (file: string, target: string) => {
      const [from, to] = [roomOf(file), layerOf(target) === layer ? roomOf(target) : undefined];
      return from === undefined || to === undefined || rooms.indexOf(to) <= rooms.indexOf(from);
    };
    expect(violations(own, isAllowed)).toEqual([]);
    expect(new Set(own.flatMap(({ path }) => roomOf(path) ?? []))).toEqual(new Set(rooms));
  });

  it.each(Object.entries(INDEPENDENT))('between the sub-folders of %s lead only to %j', (folder, common) => {
    const roomIn = (path: string) => {
      const inside = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/') : [];
      return inside.length > 1 ? inside[0] : undefined;
    };
    const isAllowed = (file: string, target: string) => {
      const [from, to] = [roomIn(file), roomIn(target)];
      return from === undefined || to === undefined || from === to || common.includes(to);
    };
    expect(new Set(files.map(({ path }) => roomIn(path))).size).toBeGreaterThan(2);
    expect(violations(files, isAllowed)).toEqual([]);
  });

  it.each(['src', 'bench', 'test'])('in %s form no circle, not even of types', (root) => {
    expect(circlesOf(sourceFilesIn(root))).toEqual([]);
  });

  it.each(Object.entries(OWNERS))('of %s are found in %j alone', (name, owners) => {
    const users = files.filter(({ imports }) => imports.some((each) => each === name || each.startsWith(`${name}/`)));
    expect(users.length).toBeGreaterThan(0);
    expect(users.map(({ path }) => path).filter((path) => !owners.includes(layerOf(path)))).toEqual([]);
  });

  it.each([
    ['index.ts', ['app', 'config', 'graph', 'server']],
    ['main.ts', ['app', 'cli']],
  ])('of %s lead only to %j', (file, allowed) => {
    const own = files.filter(({ path }) => path === file);
    expect(own).toHaveLength(1);
    expect(violations(own, (_, target) => !(layerOf(target) in LAYERS) || allowed.includes(layerOf(target)))).toEqual(
      [],
    );
  });

  it('of the environment are found in main.ts alone', () => {
    expect(files.filter(({ text }) => /process\.env\b/.test(text)).map(({ path }) => path)).toEqual(['main.ts']);
  });
});

const MOST_LINES = 220;
const MOST_FILES = 26;
/** A folder with more files has a README.md that describes them. */
const FILES_WITHOUT_MAP = 10;

describe('Files', () => {
  it.each(['src', 'test', 'bench'])('of %s have 220 lines at most', (root) => {
    const written = sourceFilesIn(root).filter(({ path }) => !path.includes('generated/'));
    const long = written.filter(({ lines }) => lines > MOST_LINES);
    expect(long.map(({ path, lines }) => `${root}/${path} has ${lines} lines`)).toEqual([]);
  });

  it('of test that run tests have a name that a vitest configuration includes', () => {
    const running = sourceFilesIn('test').filter(({ text }) => /^(describe|it|test)[.(]/m.test(text));
    const others = running.filter(({ path }) => !/\.(test|browser|prometheus)\.ts$/.test(path));
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  it('of src have a median of 50 to 80 lines', () => {
    const lengths = files.map(({ lines }) => lines).sort((a, b) => a - b);
    const median = lengths[lengths.length >> 1];
    expect(median).toBeGreaterThanOrEqual(50);
    expect(median).toBeLessThanOrEqual(80);
  });

  it(`of one folder are ${MOST_FILES} at most`, () => {
    const crowded = [...foldersOf(files)].filter(([, names]) => names.length > MOST_FILES);
    expect(crowded.map(([folder, names]) => `src/${folder} has ${names.length} files`)).toEqual([]);
  });
});

function foldersOf(some: readonly SourceFile[]): Map<string, SourceFile[]> {
  return Map.groupBy(some, ({ path }) => dirname(path));
}

const read = (url: URL) => (existsSync(url) ? readFileSync(url, 'utf8') : '');
/** Names in backquotes that are a file or a folder: `plan.ts`, `list/`. */
const namedIn = (text: string) => [...text.matchAll(/`([\w./-]+(?:\.tsx?|\/))`/g)].map(([, name = '']) => name);

describe('Maps', () => {
  it(`are there in folders with more than ${FILES_WITHOUT_MAP} files`, () => {
    const large = [...foldersOf(files)].filter(([, names]) => names.length > FILES_WITHOUT_MAP);
    const missing = large.filter(([folder]) => !existsSync(new URL(`${folder}/README.md`, src)));
    expect(missing.map(([folder]) => `src/${folder}/README.md is missing`)).toEqual([]);
  });

  const maps = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('README.md'));
  it.each(maps)('in src/%s name each file and folder beside them, and no others', (map) => {
    const folder = new URL(`${dirname(map)}/`, src);
    const entries = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || /\.tsx?$/.test(entry.name))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    const named = namedIn(read(new URL(map, src)));
    expect(
      entries.filter((entry) => !named.includes(entry)),
      'not named',
    ).toEqual([]);
    expect(
      named.filter((name) => !existsSync(new URL(name, folder))),
      'do not exist',
    ).toEqual([]);
  });
});
