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
/** Writes that share a transaction. Each may wait for all of them. */
const WRITES_AT_A_TIME = 32;
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

function execute({ statements }: Work): unknown[] {
  return statements.map(({ sql, values }) => prepare(sql).all(...values));
}

type Reply = { readonly id: number } & ({ readonly rows: unknown[] } | { readonly error: string });

/** One part of a transaction: its failure undoes nothing of the others. */
function executeApart(work: Work): Reply {
  database.exec('SAVEPOINT part');
  try {
    return { id: work.id, rows: execute(work) };
  } catch (error) {
    // Some errors, such as a full disk, end the whole transaction.
    if (!database.isTransaction) throw error;
    database.exec('ROLLBACK TO part');
    return { id: work.id, error: messageOf(error) };
  } finally {
    if (database.isTransaction) database.exec('RELEASE part');
  }
}

/** Writes that wait share one transaction, because a commit waits for the disk. They are done when it is committed. */
function commit(works: readonly Work[]): readonly Reply[] {
  try {
    database.exec('BEGIN IMMEDIATE');
    const replies = works.map(executeApart);
    database.exec('COMMIT');
    return replies;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    return works.map(({ id }) => ({ id, error: messageOf(error) }));
  }
}

function read(work: Work): Reply {
  try {
    return { id: work.id, rows: execute(work) };
  } catch (error) {
    return { id: work.id, error: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const waiting: Work[] = [];

function commitWaiting(): void {
  const works = waiting.splice(0, WRITES_AT_A_TIME);
  if (works.length === 0) return;
  for (const reply of commit(works)) parentPort?.postMessage(reply);
  if (waiting.length > 0) setImmediate(commitWaiting);
}

function close(): void {
  while (waiting.length > 0) commitWaiting();
  prepared.clear();
  database.close();
  parentPort?.close();
}

parentPort?.on('message', (work: Work | 'close') => {
  if (work === 'close') close();
  else if (!work.isTransaction) parentPort?.postMessage(read(work));
  else if (waiting.push(work) === 1) setImmediate(commitWaiting);
});
