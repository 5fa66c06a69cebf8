import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** A thread with a connection of its own: for writes, and for statements that take long. It imports nothing of ours. */
interface Work {
  readonly id: number;
  readonly isTransaction: boolean;
  readonly statements: readonly { readonly sql: string; readonly values: (string | number | null | Uint8Array)[] }[];
}

const { file, pragmas } = workerData as { readonly file: string; readonly pragmas: string };
const database = new DatabaseSync(file);
database.exec(pragmas);
/** Prepared statements that are kept: texts of counts differ without end. */
const PREPARED = 100;
const prepared = new Map<string, StatementSync>();

function prepare(sql: string): StatementSync {
  let statement = prepared.get(sql);
  if (!statement) {
    statement = database.prepare(sql);
    statement.setReturnArrays(true);
    const [oldest] = prepared.keys();
    if (prepared.size >= PREPARED && oldest !== undefined) prepared.delete(oldest);
    prepared.set(sql, statement);
  }
  return statement;
}

function run({ statements, isTransaction }: Work): unknown[] {
  if (!isTransaction) return statements.map(({ sql, values }) => prepare(sql).all(...values));
  database.exec('BEGIN IMMEDIATE');
  try {
    const results = statements.map(({ sql, values }) => prepare(sql).all(...values));
    database.exec('COMMIT');
    return results;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

parentPort?.on('message', (work: Work | 'close') => {
  if (work === 'close') {
    prepared.clear();
    database.close();
    parentPort?.close();
    return;
  }
  try {
    parentPort?.postMessage({ id: work.id, rows: run(work) });
  } catch (error) {
    parentPort?.postMessage({ id: work.id, error: error instanceof Error ? error.message : String(error) });
  }
});
