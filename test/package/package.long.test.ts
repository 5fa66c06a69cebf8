import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdl } from '../../src/graph/schema.js';
import { install, type Installed } from './installed.js';

let installed: Installed;
beforeAll(async () => {
  installed = await install();
}, 300_000);
afterAll(() => installed.remove());

const ACCOUNT = {
  name: 'a',
  provider: 'qingcloud',
  region: 'pek3a',
  // Nothing listens there.
  endpoint: 'http://127.0.0.1:9/iaas/',
  auth: { accessKeyId: 'x', secretAccessKey: 'y' },
};

describe('the package, installed into an empty folder', () => {
  it('contains the program, its types and the schema, and no tests', () => {
    expect(installed.files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'dist/main.js',
        'dist/index.d.ts',
        'dist/fleet-page/fleet.js',
        'dist/fleet-page/fleet.css',
        'dist/fleet-page/licenses.txt',
        'schema/query.graphql',
        'migrations/sqlite/0001-initial.sql',
      ]),
    );
    const foreign = installed.files.filter(
      (file) => !/^(dist|schema|migrations)\/|^(LICENSE|README\.md|package\.json)$/.test(file),
    );
    expect(foreign).toEqual([]);
  });

  it('has an executable program after every build, because npx sets the mode only once', async () => {
    expect((await stat(new URL('../../dist/main.js', import.meta.url))).mode & 0o111).toBe(0o111);
  });

  it('starts with a file that old versions of Node can run: it has no static import', async () => {
    const text = await readFile(path.join(installed.folder, 'node_modules/jobgraph/dist/main.js'), 'utf8');
    const imported = [...text.matchAll(/^import\b.*?['"](.+?)['"]/gm)].map(([, name]) => name);
    expect(imported).toEqual([]);
  });

  it('bundles no package except typebox', async () => {
    const folder = path.join(installed.folder, 'node_modules/jobgraph/dist');
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js'));
    const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
    const packages = texts.flatMap((text) =>
      [...text.matchAll(/^\/\/ (?:\S+\/)?node_modules\/([^/]+)/gm)].map(([, name]) => name),
    );
    expect([...new Set(packages)]).toEqual(['typebox']);
  });

  it('has no `using`, which the oldest Node that it supports cannot parse', async () => {
    const folder = path.join(installed.folder, 'node_modules/jobgraph/dist');
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js'));
    const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
    expect(texts.flatMap((text) => text.match(/^\s*(await )?using \w+ = .*$/gm) ?? [])).toEqual([]);
  });

  it('prints the schema', async () => {
    expect(await installed.jobgraph('schema')).toEqual({ status: 0, stdout: readSdl(), stderr: '' });
  });

  it('checks a configuration', async () => {
    await writeFile(
      path.join(installed.folder, 'jobgraph.config.yaml'),
      JSON.stringify({ accounts: [ACCOUNT], log: { level: 'warn' } }),
    );
    const { status, stdout } = await installed.jobgraph('check');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^a +QINGCLOUD +127\.0\.0\.1:9\/iaas +configuration, key … +UPSTREAM_UNAVAILABLE/m);
  });

  it('serves, and stops on SIGTERM', async () => {
    const { match: url, stop } = await installed.start(['serve', '--port', '0'], /at (http\S+)\n/);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ cloudAccounts { name provider } }' }),
    });
    expect(await response.json()).toEqual({ data: { cloudAccounts: [{ name: 'a', provider: 'QINGCLOUD' }] } });
    expect(await stop()).toBe(0);
  });

  it('serves the fleet page, whose files are in the package', async () => {
    const { match: url, stop } = await installed.start(['serve', '--port', '0'], /at (http\S+)\n/);
    const responses = await Promise.all(['fleet', 'fleet/fleet.js'].map((path) => fetch(new URL(path, url))));
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    expect(await stop()).toBe(0);
  });

  it('contains the simulated clouds', async () => {
    const { match: url, stop } = await installed.start(['demo', '--port', '0'], /In a browser +(http\S+)/);
    expect((await fetch(`${url}health/ready`)).status).toBe(200);
    expect(await stop()).toBe(0);
  });

  it('can be imported by the name of the package', async () => {
    const printed = await installed.module(`
      import { createJobgraph } from 'jobgraph';
      const jobgraph = await createJobgraph(${JSON.stringify({ accounts: [ACCOUNT] })});
      console.log(Object.keys(jobgraph).sort().join(' '), jobgraph.schema.constructor.name);
      await jobgraph.close();
    `);
    expect(printed).toBe('close createContext formatError plugins reload schema sdl startServer GraphQLSchema\n');
  });

  it('installs one copy of graphql', async () => {
    const copies = (await installed.manifests()).filter(({ name }) => name === 'graphql');
    expect(copies).toHaveLength(1);
  });

  it('installs only packages with permissive licences', async () => {
    const manifests = await installed.manifests();
    expect(manifests.length).toBeGreaterThan(50);
    const others = manifests.filter(({ license }) => !isPermissive(String(license)));
    expect(others.map(({ name, version, license }) => `${name}@${version}: ${String(license)}`)).toEqual([]);
  });
});

/** Whether every licence in an expression such as `(MIT AND BSD-3-Clause)` is permissive. */
function isPermissive(license: string): boolean {
  return license
    .replaceAll(/[()]/g, '')
    .split(/ AND | OR /)
    .every((name) => PERMISSIVE.has(name));
}

const PERMISSIVE = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT']);
