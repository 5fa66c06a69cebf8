import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { CLUSTER_JOB_STATUSES } from '../../src/domain/job.js';
import type { Random } from '../paging/random.js';
import { startPostgres } from '../support/postgres.js';
import type { HandledChange } from './subscriber-process.js';

/** A change as a reading wrote it. */
export interface WrittenChange {
  readonly sequence: number;
  readonly account: string;
  readonly row: HandledChange['row'];
}

/** The database of a store, which the schedules read and kill. */
export interface Engine {
  /** The key `store` of the configuration. */
  readonly store: object;
  /** Servers that use it at the same time. */
  readonly replicas: number;
  /** Runs a statement. Waits while the database cannot be reached. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Kills the database, and starts it again after a while. Returns how; `undefined`: it has no process. */
  kill(random: Random): Promise<string | undefined>;
  /** Frees everything that a killed replica held, as after its timeout. */
  forgetReplicas(): Promise<unknown>;
  close(): Promise<void>;
}

const CHANGES = `SELECT c.sequence, c.kind, c.previous_status, c.status, c.value, a.name
  FROM changes c JOIN accounts a ON a.id = c.account_id`;

/** The changes behind a sequence number, in their order. */
export async function writtenAfter(engine: Engine, sequence: number): Promise<readonly WrittenChange[]> {
  const rows = await engine.query(`${CHANGES} WHERE c.sequence > ${sequence} ORDER BY c.sequence`);
  return rows.map((row) => {
    const statusOf = (value: unknown) => (value === null ? null : (CLUSTER_JOB_STATUSES[Number(value)] ?? null));
    const [nativeId] = JSON.parse(String(row['value'])) as [string | null];
    const kind = Number(row['kind']) === 0 ? 'CREATED' : 'STATUS_CHANGED';
    return {
      sequence: Number(row['sequence']),
      account: String(row['name']),
      row: [kind, nativeId, statusOf(row['previous_status']), statusOf(row['status']) ?? ''],
    };
  });
}

export async function startSqliteEngine(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-schedules-'));
  const sqlite = join(folder, 'jobgraph.db');
  return {
    store: { sqlite },
    replicas: 1,
    query: (sql) => {
      const database = new DatabaseSync(sqlite);
      try {
        database.exec('PRAGMA busy_timeout = 5000');
        return Promise.resolve(database.prepare(sql).all());
      } finally {
        database.close();
      }
    },
    kill: () => Promise.resolve(undefined),
    forgetReplicas: () => Promise.resolve(),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** `undefined`: PostgreSQL is not installed. */
export async function startPostgresEngine(): Promise<Engine | undefined> {
  const postgres = await startPostgres();
  if (!postgres) return undefined;
  let client: Client | undefined;
  const query = async (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    for (;;) {
      try {
        client ??= await connect(postgres.url);
        return (await client.query<Record<string, unknown>>(sql)).rows;
      } catch (error) {
        if (error instanceof Error && 'severity' in error && error.severity === 'ERROR') throw error;
        await client?.end().catch(() => undefined);
        client = undefined;
        await sleep(50);
      }
    }
  };
  const start = async () => {
    for (;;) {
      try {
        await postgres.start();
        return;
      } catch {
        // Processes of the killed one still end.
        await sleep(50);
      }
    }
  };
  return {
    store: { postgres: postgres.url },
    replicas: 2,
    query,
    kill: async (random) => {
      const how = random.pick(['first process', 'all at once', 'one connection']);
      if (how === 'one connection') {
        // The database ends all its other connections too, and recovers.
        const [row] = await query(`SELECT pid FROM pg_stat_activity WHERE application_name = 'jobgraph' LIMIT 1`);
        if (row) process.kill(Number(row['pid']), 'SIGKILL');
        return how;
      }
      if (how === 'first process') await postgres.kill();
      else await postgres.stop('immediate');
      await sleep(random.below(500));
      await start();
      return how;
    },
    forgetReplicas: async () => {
      await query('DELETE FROM replicas');
      await query('DELETE FROM account_readers');
    },
    close: async () => {
      await client?.end().catch(() => undefined);
      await postgres.close();
    },
  };
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString, options: '-c search_path=jobgraph' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
