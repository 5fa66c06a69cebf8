import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Clouds, startClouds } from '../../src/simulator/index.js';
import { configFile, REAL, run, start } from '../cli/spawning.js';
import { startPostgres } from '../support/postgres.js';

/** The number of kills with an SQLite file; a fifth of it with PostgreSQL. JOBGRAPH_KILLS changes it. */
const KILLS = Number(process.env['JOBGRAPH_KILLS'] ?? 25);

const server = await startPostgres();
afterAll(() => server?.close());

/** Writes what it reads to the store. With PostgreSQL nothing else does here: replicas wait for a killed one to be gone. */
const LIVE = '{ clusterJobs(first: 100) { nodes { id } } }';
const STORED = '{ clusterJobs(first: 100, maxStaleness: 3600) { nodes { id createdAt } } }';

interface Response {
  readonly data: { readonly clusterJobs: { readonly nodes: readonly Job[] } };
}

interface Job {
  readonly id: string;
  readonly createdAt: string | null;
}

/** The identity of a job in its list, from its id. */
function identityOf(id: string): string {
  const [, , , identity] = JSON.parse(Buffer.from(id, 'base64url').toString()) as readonly string[];
  return identity ?? '';
}

/** Accounts that background reading reads as fast as it can. */
function configuration(clouds: Clouds, store: object): string {
  const accounts = clouds.accounts.map((account) => ({ ...account, rate: { requests: 200, perSeconds: 1 } }));
  return JSON.stringify({ accounts, store: { ...store, refreshSeconds: 1 }, log: { level: 'warn' } });
}

function insertSome(clouds: Clouds): void {
  for (const state of clouds.states) {
    const scope = state.scopes()[Math.floor(Math.random() * state.scopes().length)];
    const cluster = state.cloud === 'css' || state.cloud === 'dws' ? scope : state.clusters()[0]?.id;
    if (scope !== undefined && cluster !== undefined) state.insertJob(scope, [cluster]);
  }
}

/** The jobs of a response; none if the process was killed meanwhile. */
async function query(url: string, text: string): Promise<readonly Job[]> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text }),
    });
    return ((await response.json()) as Response).data.clusterJobs.nodes;
  } catch {
    return [];
  }
}

/**
 * Serves until the process is killed at a random moment. Returns the identities of all jobs that it responded with, but for
 * DWS tasks that have not started: they are other jobs as soon as they start.
 */
async function serveUntilKilled(config: string, clouds: Clouds): Promise<ReadonlySet<string>> {
  const child = start(['serve', '--config', config, '--port', '0'], { main: REAL });
  const seen = new Set<string>();
  const [, url = ''] = await child.printed(/(http:\/\/127\.0\.0\.1:\d+)/);
  const readSome = async () => {
    insertSome(clouds);
    await query(url, LIVE);
    for (const { id, createdAt } of await query(url, STORED)) {
      if (createdAt !== null) seen.add(identityOf(id));
    }
  };
  await readSome();
  const end = performance.now() + Math.random() * 600;
  const killed = sleep(end - performance.now()).then(() => {
    child.kill('SIGKILL');
  });
  while (performance.now() < end) await readSome();
  await killed;
  await child.ended;
  return seen;
}

async function killRepeatedly(
  kills: number,
  store: object,
  read: (sql: string) => Promise<readonly unknown[]>,
): Promise<number> {
  const clouds = await startClouds({ size: { cssClusters: 6, cssLargest: 60, dwsClusters: 4, dwsLargest: 40 } });
  onTestFinished(() => clouds.close());
  const config = await configFile(configuration(clouds, store));
  expect(await run(['sync', '--config', config], { main: REAL })).toMatchObject({ status: 0 });
  const all = new Set<string>();
  for (let kill = 0; kill < kills; kill++) {
    for (const identity of await serveUntilKilled(config, clouds)) all.add(identity);
    const kept = new Set(await read('SELECT identity FROM jobs'));
    expect(
      [...all].filter((identity) => !kept.has(identity)),
      `after kill ${kill}`,
    ).toEqual([]);
    expect(await read('SELECT identity FROM jobs GROUP BY identity, list_id HAVING count(*) > 1')).toEqual([]);
  }
  return all.size;
}

describe('A process that is killed at random moments', () => {
  it('loses no row of a response from an SQLite file, and leaves the file intact', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'jobgraph-kills-')), 'jobgraph.db');
    const column = (sql: string) => {
      const database = new DatabaseSync(file);
      try {
        return Promise.resolve(
          database
            .prepare(sql)
            .all()
            .flatMap((row) => Object.values(row)),
        );
      } finally {
        database.close();
      }
    };
    expect(await killRepeatedly(KILLS, { sqlite: file }, column)).toBeGreaterThan(100);
    expect(await column('PRAGMA integrity_check')).toEqual(['ok']);
  }, 1_800_000);

  it('loses no row of a response from PostgreSQL', async (context) => {
    if (!server) return context.skip('PostgreSQL is not installed');
    const client = new pg.Client({ connectionString: server.url, options: '-c search_path=kills' });
    await client.connect();
    onTestFinished(() => client.end());
    const column = async (sql: string) => (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows.flat();
    const store = { postgres: server.url, schema: 'kills' };
    expect(await killRepeatedly(Math.ceil(KILLS / 5), store, column)).toBeGreaterThan(100);
  }, 1_800_000);
});

describe('jobgraph sync', () => {
  it('ends with status 2 and reports the reason while a server uses the file', async () => {
    const clouds = await startClouds({ size: { cssClusters: 2, cssLargest: 5, dwsClusters: 1, dwsLargest: 2 } });
    onTestFinished(() => clouds.close());
    const file = join(await mkdtemp(join(tmpdir(), 'jobgraph-sync-')), 'jobgraph.db');
    const config = await configFile(configuration(clouds, { sqlite: file }));
    await start(['serve', '--config', config, '--port', '0'], { main: REAL }).printed(/http:/);
    for (const words of [['sync'], ['serve', '--port', '0']]) {
      const { status, stderr } = await run([...words, '--config', config], { main: REAL });
      expect([status, stderr], words[0]).toEqual([2, expect.stringContaining(`another process uses ${file}`)]);
    }
  });
});
