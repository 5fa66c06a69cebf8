export type SqlValue = string | number | null | Uint8Array;

/** The columns of one row, in the order of the SELECT. PostgreSQL gives a `bigint` as text: take it by `Number()`. */
export type SqlRow = readonly SqlValue[];

/** One statement. Parameters are written `$1`, `$2`, …; text that differs between engines comes from `SqlDialect`. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The differences between the SQL of SQLite and PostgreSQL. */
export interface SqlDialect {
  /** Puts the rows of a JSON array of arrays, `$1`, into the temporary table `incoming`. */
  readonly stage: readonly string[];
  /**
   * Makes other writers of changes wait until the transaction ends, so that numbers of changes rise in commit order. `$1`
   * list; needs `incoming`.
   */
  readonly lockChanges: readonly string[];
  /** Makes a table in FROM be read by this index; empty where the planner finds it by its statistics. */
  readonly indexedBy: (index: string) => string;
  /** A statement: the bytes of all tables and indexes. */
  readonly sizeBytes: string;
  /** A FROM item with one column `value` for each text of a JSON array. */
  readonly textsOf: (expression: string) => string;
}

/** A connection to the database of a store. Rejects with a StoreError. */
export interface Database {
  readonly dialect: SqlDialect;
  /** One statement that takes a few milliseconds at most: a page, a lookup by key. */
  read(statement: Statement): Promise<readonly SqlRow[]>;
  /** A statement that may take long, in parallel to others. `undefined`: it took longer than `timeoutMs`. */
  readWithin(statement: Statement, timeoutMs: number): Promise<readonly SqlRow[] | undefined>;
  /** One transaction: each statement's rows. */
  write(statements: readonly Statement[]): Promise<readonly (readonly SqlRow[])[]>;
  close(): Promise<void>;
}

/** Reports failures of a database, which also reject. */
export function reportFailures(database: Database, report: (error: StoreError) => void): Database {
  const watch = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof StoreError) report(error);
      throw error;
    }
  };
  return {
    dialect: database.dialect,
    read: (statement) => watch(database.read(statement)),
    readWithin: (statement, timeoutMs) => watch(database.readWithin(statement, timeoutMs)),
    write: (statements) => watch(database.write(statements)),
    close: () => database.close(),
  };
}

/** The store cannot be used: full, unreachable, broken. The message names the engine's code and no content. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /** The statement took too long. */
  readonly isTimeout: boolean;
  /** The database could not be reached, or ended the connection. */
  readonly isConnection: boolean;

  constructor(message: string, { isTimeout = false, isConnection = false } = {}) {
    super(message);
    this.isTimeout = isTimeout;
    this.isConnection = isConnection;
  }
}
