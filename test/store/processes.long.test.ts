import { spawnSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Clouds, startClouds } from '../../src/simulator/index.js';
import { type Child, commandLine, configFile, REAL, run, start, startCommand } from '../cli/spawning.js';

const UNREACHABLE = {
  name: 'a',
  provider: 'huawei-css',
  region: 'cn-north-4',
  projectId: '00000000000000000000000000000000',
  endpoint: 'http://127.0.0.1:9',
  auth: { accessKeyId: 'k', secretAccessKey: 's' },
};
const QUERY = `query ($maxStaleness: Int) {
  clusterJobs(first: 20, maxStaleness: $maxStaleness) { nodes { id } unavailable { code } }
}`;
const WAIT = { timeout: 40_000, interval: 100 };

const newFolder = () => mkdtemp(join(tmpdir(), 'jobgraph-store-'));

async function startSomeClouds(): Promise<Clouds> {
  const clouds = await startClouds({ size: { cssClusters: 2, cssLargest: 30, dwsClusters: 1, dwsLargest: 10 } });
  onTestFinished(() => clouds.close());
  return clouds;
}

/** A configuration with background reading as fast as it can be. */
function configOver({ accounts }: Clouds, sqlite: string): Promise<string> {
  const fast = accounts.map((account) => ({ ...account, rate: { requests: 200, perSeconds: 1 } }));
  return configFile(JSON.stringify({ accounts: fast, store: { sqlite, refreshSeconds: 1 }, log: { level: 'info' } }));
}

/** One page: its jobs by their decoded ids, and whether upstream calls were made meanwhile. */
async function readPage(url: string, clouds: Clouds, maxStaleness: number) {
  const before = clouds.calls.count();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { maxStaleness } }),
  });
  const { data } = (await response.json()) as {
    data: { clusterJobs: { nodes: readonly { id: string }[]; unavailable: readonly object[] } };
  };
  expect(data.clusterJobs.unavailable).toEqual([]);
  const ids = data.clusterJobs.nodes.map(({ id }) => Buffer.from(id, 'base64url').toString());
  return { jobs: ids.length, text: ids.join('\n'), isLive: clouds.calls.count() > before };
}

/** The messages about the store in the log. */
function messagesOf(child: Child): readonly string[] {
  return [...child.stderr().matchAll(/"msg":"(The store c[^"]*)"/g)].map(([, message = '']) => message);
}

describe('A process with an SQLite file', () => {
  it('hides the warning of Node 22 that node:sqlite is experimental, and no other', async () => {
    const sqlite = join(await newFolder(), 'jobgraph.db');
    const config = await configFile(JSON.stringify({ accounts: [UNREACHABLE], store: { sqlite } }));
    const { stderr } = await run(['sync', '--config', config], { main: REAL, imports: ['node-22.mjs'] });
    expect(stderr).toContain('1 list(s) could not be read');
    expect(stderr).toContain('Another feature is experimental');
    expect(stderr).not.toContain('SQLite is an experimental');
  });

  it('reports the lists, rows and calls of jobgraph sync', async () => {
    const clouds = await startSomeClouds();
    const config = await configOver(clouds, join(await newFolder(), 'jobgraph.db'));
    const { stderr } = await run(['sync', '--config', config], { main: REAL });
    const [, calls] = /^\d+ of \d+ lists, \d+ rows, (\d+) calls, \d+ s$/m.exec(stderr) ?? [];
    expect(Number(calls)).toBe(clouds.calls.count());
  });

  it('reads pages live while the file is moved away, says so once, and uses it again when it is back', async () => {
    const clouds = await startSomeClouds();
    const file = join(await newFolder(), 'jobgraph.db');
    const config = await configOver(clouds, file);
    expect(await run(['sync', '--config', config], { main: REAL })).toMatchObject({ status: 0 });
    const child = start(['serve', '--config', config, '--port', '0'], { main: REAL });
    const [, url = ''] = await child.printed(/(http:\/\/127\.0\.0\.1:\d+)/);
    const { jobs } = await readPage(url, clouds, 3600);
    await rename(file, `${file}-moved`);
    await vi.waitFor(() => {
      expect(messagesOf(child).filter((message) => message.includes('cannot be read'))).toHaveLength(1);
    }, WAIT);
    expect(messagesOf(child)[0]).toMatch(/jobgraph\.db was moved, deleted or replaced; put it back, or restart/);
    // Background reading has stopped, so that every call is that of a page.
    expect(await readPage(url, clouds, 3600)).toMatchObject({ jobs, isLive: true });
    const writes = messagesOf(child).filter((message) => message.includes('cannot be written'));
    expect(writes.length).toBeLessThanOrEqual(1);
    await rename(`${file}-moved`, file);
    await vi.waitFor(async () => {
      expect(await readPage(url, clouds, 3600)).toMatchObject({ jobs });
      expect(messagesOf(child)).toContain('The store can be read again.');
      expect(messagesOf(child)).toContain('The store can be written again.');
    }, WAIT);
  });
});

/** Mounts need a namespace of their own; some containers forbid it. */
const UNSHARE = ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
const canMount = spawnSync('unshare', [...UNSHARE, 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0;

describe('A process whose disk is full', () => {
  it('goes on with live pages, writes nothing by halves, says so once, and writes again when there is room', async (context) => {
    if (!canMount) return context.skip('file systems cannot be mounted here');
    const clouds = await startSomeClouds();
    const folder = await newFolder();
    const config = await configOver(clouds, join(folder, 'jobgraph.db'));
    const child = startOnSmallDisk(['serve', '--config', config, '--port', '0'], folder);
    const [, url = ''] = await child.printed(/(http:\/\/127\.0\.0\.1:\d+)/);
    await vi.waitFor(async () => {
      expect(await readPage(url, clouds, 3600)).toMatchObject({ jobs: 20 });
    }, WAIT);
    const disk = `/proc/${child.pid}/root${folder}`;
    await fill(`${disk}/filler`);
    const newest = await insertUntil(clouds, () => messagesOf(child).length > 0);
    expect(messagesOf(child)).toEqual([
      'The store cannot be written (SQLite: database or disk is full); its copies grow old until it can.',
    ]);
    expect((await readPage(url, clouds, 0)).text).toContain(newest);
    expect(await readPage(url, clouds, 3600)).toMatchObject({ jobs: 20 });
    await expectWhole(child, disk);
    await rm(`${disk}/filler`);
    const last = await insertUntil(clouds, () => true);
    await vi.waitFor(async () => {
      expect(messagesOf(child).slice(1)).toEqual(['The store can be written again.']);
      expect((await readPage(url, clouds, 3600)).text).toContain(last);
    }, WAIT);
    await expectWhole(child, disk);
  });
});

/** Starts the program with a small file system at a folder, which nobody else sees. */
function startOnSmallDisk(words: readonly string[], folder: string): Child {
  const mount = `mount -t tmpfs -o size=24m none ${folder} && exec "$@"`;
  const program = commandLine(words, { main: REAL });
  return startCommand(['unshare', ...UNSHARE, 'sh', '-c', mount, 'sh', ...program]);
}

/** Writes a file until there is no room. */
async function fill(file: string): Promise<void> {
  const block = Buffer.alloc(16_384);
  for (;;) {
    const isFull = await appendFile(file, block).then(
      () => false,
      () => true,
    );
    if (isFull) return;
  }
}

/** Adds jobs to a list until something has happened, fewer than a page in one millisecond. Returns the identity of the newest. */
async function insertUntil({ states }: Clouds, hasHappened: () => boolean): Promise<string> {
  const state = states.find(({ cloud }) => cloud === 'css');
  const [scope] = state?.scopes() ?? [];
  if (!state || scope === undefined) throw new Error('There is no list.');
  let newest = '';
  await vi.waitFor(() => {
    for (let count = 0; count < 10; count++) newest = state.insertJob(scope, [scope]).key;
    expect(hasHappened()).toBe(true);
  }, WAIT);
  return newest;
}

/** Copies the files while the process is stopped, and looks into the copy. */
async function expectWhole(child: Child, disk: string): Promise<void> {
  const copy = await newFolder();
  child.kill('SIGSTOP');
  for (const name of ['jobgraph.db', 'jobgraph.db-wal']) await cp(join(disk, name), join(copy, name));
  child.kill('SIGCONT');
  const database = new DatabaseSync(join(copy, 'jobgraph.db'));
  const all = (sql: string) => database.prepare(sql).all();
  expect(all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  // A change and its job are one transaction.
  const half = 'SELECT * FROM changes c WHERE NOT EXISTS (SELECT 1 FROM jobs j WHERE j.identity = c.identity)';
  expect(all(half)).toEqual([]);
  database.close();
}
