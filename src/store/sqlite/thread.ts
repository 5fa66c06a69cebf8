import { Worker } from 'node:worker_threads';
import { type SqlRow, type Statement, StoreError } from '../database.js';
import { toSqliteText } from './text.js';

interface PendingWork {
  readonly resolve: (rows: readonly (readonly SqlRow[])[]) => void;
  readonly reject: (error: Error) => void;
}

/** The thread's file: the source in this folder, or in the built program a separate entry. */
const SOURCE = import.meta.url.endsWith('.ts')
  ? new URL('./worker.ts', import.meta.url)
  : new URL('../store-thread.js', import.meta.url);

/** Megabytes of short-lived objects of a thread. */
const YOUNG_MB = 8;

/** A connection to the file in a thread of its own. Work is done one after the other. */
export class SqliteThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, PendingWork>();
  /** Resolves when the thread runs, or has ended. */
  readonly started: Promise<void>;
  readonly #ended: Promise<void>;
  #lastId = 0;
  #failure: StoreError | undefined;

  constructor(file: string, pragmas: string) {
    this.#worker = new Worker(SOURCE, {
      workerData: { file, pragmas },
      stderr: true,
      // Its objects live for one statement.
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.unref();
    this.#worker.on('message', ({ id, rows, error }: { id: number; rows?: SqlRow[][]; error?: string }) => {
      const pending = this.#pending.get(id);
      this.#pending.delete(id);
      if (this.#pending.size === 0) this.#worker.unref();
      if (rows) pending?.resolve(rows);
      else pending?.reject(new StoreError(`SQLite: ${error ?? 'unknown error'}`));
    });
    this.#worker.on('error', (error) => {
      this.#fail(`SQLite thread: ${error instanceof Error ? error.message : 'unknown error'}`);
    });
    this.started = new Promise((resolve) => {
      this.#worker.once('online', resolve).once('exit', resolve);
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#fail('the SQLite thread has ended');
        resolve();
      });
    });
  }

  run(statements: readonly Statement[], isTransaction: boolean): Promise<readonly (readonly SqlRow[])[]> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({
        id,
        isTransaction,
        statements: statements.map(({ sql: text, values }) => {
          const { sql, bind } = toSqliteText(text);
          return { sql, values: bind(values) };
        }),
      });
    });
  }

  /** Ends when the work that was given is done. */
  async close(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage('close');
    await this.#ended;
  }

  #fail(message: string): void {
    this.#failure ??= new StoreError(message);
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
  }
}
