import { hash } from 'node:crypto';
import { bulkhead } from 'cockatiel';
import { Pool, type PoolClient, type QueryArrayConfig } from 'pg';
import type { Database, SqlRow, SqlValue, Statement } from '../database.js';
import { StoreError } from '../database.js';
import { POSTGRES } from './dialect.js';

export interface PostgresOptions {
  /** A connection URL; TLS by its `sslmode`. */
  readonly url: string;
  /** The schema that holds the tables, for several installations in one database. */
  readonly schema: string;
  /** Timeout in milliseconds for a new connection. */
  readonly connectTimeoutMs?: number;
}

/** Statements that should be short are ended after this: a PostgreSQL that hangs must not hold callers. */
const STATEMENT_MS = 2000;
const WRITE_MS = 30_000;
const CONNECTIONS = 8;
/** Further transactions wait, so that pages find a free connection and a waiting transaction does not time out. */
const WRITING_CONNECTIONS = 4;

/** A PostgreSQL database. Statements are prepared by name; connections are opened as they are needed. */
export class PostgresDatabase implements Database {
  readonly dialect = POSTGRES;
  readonly #pool: Pool;
  readonly #writes = bulkhead(WRITING_CONNECTIONS, Infinity);

  constructor({ url, schema, connectTimeoutMs = 2000 }: PostgresOptions) {
    this.#pool = new Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: connectTimeoutMs,
      application_name: 'jobgraph',
      // Unqualified table names must find the tables of this schema only.
      options: `-c search_path=${quoteName(schema)}`,
    });
    // A connection that breaks while it is idle is replaced by the next statement.
    this.#pool.on('error', () => undefined);
    // One that breaks between two statements of a transaction fails the next of them.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  read({ sql, values }: Statement): Promise<readonly SqlRow[]> {
    return this.#use((client) => query(client, sql, values, STATEMENT_MS));
  }

  async readWithin({ sql, values }: Statement, timeoutMs: number): Promise<readonly SqlRow[] | undefined> {
    try {
      return await this.#use((client) => query(client, sql, values, timeoutMs));
    } catch (error) {
      if (error instanceof StoreError && error.isTimeout) return undefined;
      throw error;
    }
  }

  write(statements: readonly Statement[]): Promise<readonly (readonly SqlRow[])[]> {
    return this.#writes.execute(() => this.#use((client) => transact(client, statements)));
  }

  /** Whether statements of one connection run in several server processes: those of a pooler in transaction mode. */
  isPooledByTransaction(): Promise<boolean> {
    return this.#use((first) =>
      this.#use(async (second) => {
        const processes: unknown[] = [];
        // Prepared statements would fail here.
        for (const client of [first, second, first, second]) {
          const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
          processes.push(rows[0]?.pid);
        }
        const [a, b, laterA, laterB] = processes;
        return a === b || a !== laterA || b !== laterB;
      }),
    );
  }

  /** Runs several statements of a migration as one. */
  execute(sql: string): Promise<void> {
    return this.#use(async (client) => {
      await client.query(sql);
    });
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #use<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    let client: PoolClient | undefined;
    let failure: StoreError | undefined;
    try {
      client = await this.#pool.connect();
      return await work(client);
    } catch (error) {
      failure = toStoreError(error);
      throw failure;
    } finally {
      // A connection whose statement timed out or broke is not used again.
      client?.release(failure !== undefined && (failure.isTimeout || failure.isConnection));
    }
  }
}

async function transact(client: PoolClient, statements: readonly Statement[]): Promise<readonly (readonly SqlRow[])[]> {
  await query(client, 'BEGIN', [], WRITE_MS);
  try {
    const results: (readonly SqlRow[])[] = [];
    for (const { sql, values } of statements) results.push(await query(client, sql, values, WRITE_MS));
    await query(client, 'COMMIT', [], WRITE_MS);
    return results;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function query(
  client: PoolClient,
  sql: string,
  values: readonly SqlValue[],
  timeoutMs: number,
): Promise<readonly SqlRow[]> {
  // The driver takes a time limit for each statement, though its types leave it out.
  const config: QueryArrayConfig & { readonly query_timeout: number } = {
    name: nameOf(sql),
    text: sql,
    values: [...values],
    rowMode: 'array',
    query_timeout: timeoutMs,
  };
  const { rows } = await client.query<SqlValue[]>(config);
  return rows;
}

const names = new Map<string, string>();

/** PostgreSQL keeps 63 characters of a name. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) names.set(sql, (name = hash('sha256', sql, 'hex').slice(0, 32)));
  return name;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** PgBouncer's response to the option that sets the schema of a connection. */
const UNSUPPORTED_BY_POOLER = '08P01';

export const POOLER =
  'store.postgres: the URL is that of a connection pooler. Use the address of the PostgreSQL server itself: ' +
  'LISTEN, prepared statements and the schema of a connection do not work through a pooler.';

/** SQLSTATE classes: 08 connection, 57 operator intervention, 53 resources; else Node's codes. */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  const isTimeout = /timeout/i.test(message) || code === '57014';
  if (code === UNSUPPORTED_BY_POOLER) return new StoreError(POOLER);
  // EPIPE has five letters too; no class of SQLSTATE begins with E.
  const isSqlState = /^(?!E)[0-9A-Z]{5}$/.test(code);
  const isConnection = !isSqlState || /^(08|57|53)/.test(code);
  const reason = code || (isTimeout ? 'timeout' : 'connection lost');
  return new StoreError(`PostgreSQL: ${reason}`, { isTimeout, isConnection });
}
