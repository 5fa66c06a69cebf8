import { onTestFinished } from 'vitest';
import { startClouds, type Clouds, type CloudsOptions } from '../../src/simulator/index.js';
import { configFile, REAL, start, type Child } from '../cli/spawning.js';
import { startPostgres, type PostgresServer } from '../support/postgres.js';

/** One process that serves. */
export interface Replica {
  readonly child: Child;
  /** Runs a query. Resolves with the response; `undefined` if the process has ended. */
  readonly run: (query: string) => Promise<QueryResult | undefined>;
  readonly kill: () => Promise<void>;
  /** SIGTERM. */
  readonly stop: () => Promise<void>;
}

export interface QueryResult {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** Simulated clouds that count, a PostgreSQL server, and any number of processes of the built program over both. */
export interface ReplicaFleet {
  readonly clouds: Clouds;
  readonly postgres: PostgresServer;
  /** The database. */
  readonly url: string;
  /** Starts a process. `own` are keys of its configuration. */
  readonly start: (own?: object) => Promise<Replica>;
}

type Setting = Readonly<Record<string, unknown>>;

/** `settings` are keys of the configuration; `account` changes each account's. */
export async function startReplicaFleet(
  settings: Setting = {},
  account: (account: Setting & { readonly name: string }) => Setting | undefined = (one) => one,
  options: CloudsOptions = {},
): Promise<ReplicaFleet> {
  const postgres = await startPostgres();
  if (postgres === undefined) throw new Error('PostgreSQL is not installed.');
  const clouds = await startClouds(options);
  onTestFinished(async () => {
    await clouds.close();
    await postgres.close();
  });
  const accounts = clouds.accounts.map((one) => account({ ...one })).filter((one) => one !== undefined);
  return {
    clouds,
    postgres,
    url: postgres.url,
    start: async (own = {}) => {
      const store = { postgres: postgres.url };
      const text = JSON.stringify({ accounts, store, log: { level: 'info' }, ...settings, ...own });
      const child = start(['serve', '--config', await configFile(text), '--port', '0'], { main: REAL });
      const [, address = ''] = await child.printed(/(http:\/\/\S+:\d+\/)/);
      return {
        child,
        run: (query) => send(`${address}graphql`, query),
        kill: async () => {
          child.kill('SIGKILL');
          await child.ended;
        },
        stop: async () => {
          child.kill('SIGTERM');
          await child.ended;
        },
      };
    },
  };
}

async function send(address: string, query: string): Promise<QueryResult | undefined> {
  const headers = { 'content-type': 'application/json' };
  try {
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return (await response.json()) as QueryResult;
  } catch {
    return undefined;
  }
}

/** Queries a replica without a pause, `width` at a time, until it has ended or `isOver`. Returns the results. */
export async function queryWithoutPause(
  { run }: Replica,
  query: (count: number) => string,
  isOver: () => boolean,
  width = 6,
): Promise<readonly QueryResult[]> {
  const results: QueryResult[] = [];
  let count = 0;
  const work = async () => {
    while (!isOver()) {
      const result = await run(query(count++));
      if (result === undefined) return;
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
