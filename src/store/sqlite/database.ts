import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Database, SqlRow, Statement } from '../database.js';
import { StoreError } from '../database.js';
import { SQLITE } from './dialect.js';
import { FileWatch } from './file-watch.js';
import { openConnection } from './open-connection.js';
import { type SqliteText, toSqliteText } from './text.js';
import { SqliteThread } from './thread.js';

/** Committed rows survive a kill and a power loss; readers never wait for the writer. */
export const PRAGMAS = `
PRAGMA busy_timeout = 5000;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;`;

/** The rows of a reading are spread over all pages of seven indexes. */
const WRITER_CACHE_KB = 16_000;
/** Prepared statements that are kept. */
const PREPARED = 200;

interface Prepared extends Pick<SqliteText, 'bind'> {
  readonly statement: StatementSync;
}

/**
 * An SQLite file. `node:sqlite` is synchronous, so only short reads run on the main thread; writes and long reads have
 * a thread each.
 */
export class SqliteDatabase implements Database {
  readonly dialect = SQLITE;
  readonly #reader: DatabaseSync;
  readonly #writer: SqliteThread;
  readonly #file: string;
  readonly #watch: FileWatch;
  /** Started when it is needed: only counts need it. */
  #slowReader: SqliteThread | undefined;
  readonly #prepared = new Map<string, Prepared>();

  constructor(file: string) {
    this.#reader = openConnection(file);
    this.#reader.exec(PRAGMAS);
    this.#writer = new SqliteThread(file, `${PRAGMAS}PRAGMA cache_size = -${WRITER_CACHE_KB};`);
    this.#file = file;
    this.#watch = new FileWatch(file);
  }

  read({ sql, values }: Statement): Promise<readonly SqlRow[]> {
    try {
      this.#watch.assertPresent();
      const { statement, bind } = this.#prepare(sql);
      const rows: unknown = statement.all(...bind(values));
      return Promise.resolve(rows as readonly SqlRow[]);
    } catch (error) {
      return Promise.reject(toStoreError(error));
    }
  }

  async readWithin(statement: Statement, timeoutMs: number): Promise<readonly SqlRow[] | undefined> {
    this.#watch.assertPresent();
    this.#slowReader ??= new SqliteThread(this.#file, `${PRAGMAS}PRAGMA query_only = ON;`);
    // The first statement does not pay for the start of the thread.
    await this.#slowReader.started;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, undefined);
    });
    const reading = this.#slowReader.run([statement], false).then(([rows]) => rows);
    try {
      return await Promise.race([reading, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  async write(statements: readonly Statement[]): Promise<readonly (readonly SqlRow[])[]> {
    this.#watch.assertPresent();
    return this.#writer.run(statements, true);
  }

  async close(): Promise<void> {
    await Promise.all([this.#writer.close(), this.#slowReader?.close()]);
    this.#prepared.clear();
    this.#watch.close();
    this.#reader.close();
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (!prepared) {
      const { sql: text, bind } = toSqliteText(sql);
      prepared = { statement: this.#reader.prepare(text), bind };
      prepared.statement.setReturnArrays(true);
      // Texts differ by the number of ranges in them; the oldest goes.
      const [oldest] = this.#prepared.keys();
      if (this.#prepared.size >= PREPARED && oldest !== undefined) this.#prepared.delete(oldest);
      this.#prepared.set(sql, prepared);
    }
    return prepared;
  }
}

export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError(`SQLite: ${error instanceof Error ? error.message : 'unknown error'}`);
}
