import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { readMigrations } from '../../src/store/migrations.js';
import { openPostgresStore, openSqliteStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { startPostgres } from '../support/postgres.js';
import { T0 } from './pages.js';
import { CSS, jobList, jobRow } from './rows.js';

const server = await startPostgres();
afterAll(() => server?.close());

const URL_OR_NONE = server?.url ?? '';
const [first] = readMigrations('sqlite');
const [firstOfPostgres] = readMigrations('postgres');

const TABLES = ['accounts', 'lists', 'jobs', 'clusters', 'cluster_jobs', 'changes', 'settings'];

/** Statements that copy all rows of one schema to another, which may have fewer columns. */
function copies(from: string, to: string, columnsOf: (table: string) => readonly string[], overriding = ''): string {
  return TABLES.map((table) => {
    const columns = columnsOf(table).join(', ');
    return `INSERT INTO ${to}.${table} (${columns}) ${overriding} SELECT ${columns} FROM ${from}.${table}`;
  }).join(';\n');
}

async function fill(store: Store): Promise<string> {
  const reading = { list: jobList('c1'), readDownTo: -Infinity };
  await store.writeJobs({ ...reading, startedAt: 1, rows: [jobRow('a', T0, 'RUNNING')] });
  await store.writeJobs({ ...reading, startedAt: 2, rows: [jobRow('b', T0 + 1000), jobRow('a', T0)] });
  await store.close();
  return store.id;
}

async function expectKept(store: Store, id: string): Promise<void> {
  onTestFinished(() => store.close());
  // Cursors of changes are good for a store with this id.
  expect(store.id).toBe(id);
  expect(await store.findJobs(jobList('c1'), ['a', 'b'])).toHaveLength(2);
  const { changes } = await store.changesAfter(0, 10);
  expect(changes.map(({ kind, job }) => [kind, job.identity])).toEqual([
    ['STATUS_CHANGED', 'a'],
    ['CREATED', 'b'],
  ]);
  expect(await store.list(jobList('c1'))).toMatchObject({ readAt: 2, newestTime: T0 + 1000 });
}

async function query(sql: string): Promise<readonly Record<string, string>[]> {
  const client = new pg.Client({ connectionString: URL_OR_NONE });
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(sql);
  await client.end();
  return rows;
}

describe('Migrations', () => {
  it.each(['sqlite', 'postgres'] as const)('of %s have the numbers 1, 2, 3 and so on, each once', (engine) => {
    const versions = readMigrations(engine).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  it('keep the rows, the changes and the cursors of an SQLite file of the first version', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jobgraph-migrations-'));
    const newest = join(folder, 'newest.db');
    const id = await fill(await openSqliteStore(newest, [CSS]));
    const file = join(folder, 'jobgraph.db');
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA journal_mode = WAL; ${first?.sql ?? ''}; PRAGMA user_version = 1`);
    const columns = database.prepare('SELECT name FROM pragma_table_info(?)');
    database.exec(`ATTACH '${newest}' AS newest`);
    database.exec(copies('newest', 'main', (table) => columns.all(table).map(({ name }) => String(name))));
    database.close();
    await expectKept(await openSqliteStore(file, [CSS]), id);
  });

  it('keep the rows, the changes and the cursors of a PostgreSQL schema of the first version', async (context) => {
    if (!server) return context.skip('PostgreSQL is not installed');
    await query(`CREATE SCHEMA first; SET search_path = first;
      CREATE TABLE migrations (version integer PRIMARY KEY, applied_at timestamptz DEFAULT now());
      INSERT INTO migrations (version) VALUES (1); ${firstOfPostgres?.sql ?? ''}`);
    const id = await fill(await openPostgresStore({ url: server.url, schema: 'newest' }, [CSS]));
    const columns = await query(`SELECT table_name AS table, column_name AS name FROM information_schema.columns
      WHERE table_schema = 'first'`);
    const columnsOf = (table: string) =>
      columns.filter((column) => column['table'] === table).map(({ name }) => name ?? '');
    await query(copies('newest', 'first', columnsOf, 'OVERRIDING SYSTEM VALUE'));
    const options = { url: server.url, schema: 'first' };
    await expectKept(await openPostgresStore(options, [CSS]), id);
  });

  it('reject a PostgreSQL schema of a newer release', async (context) => {
    if (!server) return context.skip('PostgreSQL is not installed');
    const options = { url: server.url, schema: 'newer' };
    await (await openPostgresStore(options, [CSS])).close();
    await query('INSERT INTO newer.migrations (version) VALUES (999)');
    await expect(openPostgresStore(options, [CSS])).rejects.toMatchObject({
      message: expect.stringMatching(/^store\.postgres: .*newer release \(999/) as string,
      isConnection: false,
    });
  });
});
