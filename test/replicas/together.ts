import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { Replicas } from '../../src/replicas/index.js';
import { openPostgresStore } from '../../src/store/open-store.js';
import type { CallBudget, Rate } from '../../src/upstream/index.js';
import { startPostgres, type PostgresServer } from '../support/postgres.js';

/** A log that keeps its messages. */
export interface KeptLog {
  readonly messages: string[];
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export function keptLog(): KeptLog {
  const messages: string[] = [];
  const keep = (_: object, message: string) => void messages.push(message);
  return { messages, info: keep, warn: keep, error: keep };
}

/** A schema of its own in the PostgreSQL server of a test file. */
export interface Database extends Pick<PostgresServer, 'stop' | 'start' | 'url'> {
  readonly schema: string;
}

/** Starts a PostgreSQL server for the tests of a file. The result creates a database for one test. */
export function useDatabases(): () => Promise<Database> {
  let server: PostgresServer | undefined;
  let count = 0;
  beforeAll(async () => {
    server = await startPostgres();
  });
  beforeEach(({ skip }) => {
    skip(server === undefined, 'PostgreSQL is not installed.');
  });
  afterAll(() => server?.close());
  return async () => {
    if (server === undefined) throw new Error('PostgreSQL is not installed.');
    const schema = `test${++count}`;
    await (await openPostgresStore({ url: server.url, schema }, [])).close();
    return { ...server, schema };
  };
}

/** One replica of this process. */
export async function openReplica(
  { url, schema }: Pick<Database, 'url' | 'schema'>,
  { logger = keptLog(), isReader = true } = {},
) {
  const replicas = new Replicas({ url, schema, expected: 1, isReader, logger });
  onTestFinished(() => replicas.close());
  await replicas.start();
  return { replicas, messages: logger.messages };
}

/**
 * Makes calls without a pause, `width` at a time, until `isOver`. Records when each one reaches the provider, which is not
 * before `connectedAt`.
 */
export async function callWithoutPause(
  budget: CallBudget,
  times: number[],
  isOver: () => boolean,
  { width = 8, patienceMs = 10_000, connectedAt = -Infinity } = {},
): Promise<void> {
  const work = async () => {
    while (!isOver()) {
      const waitMs = budget.take() ?? (await requestCall(budget, patienceMs));
      if (waitMs === undefined) continue;
      if (waitMs > 0) await sleep(waitMs);
      if (waitMs > 0 && isOver()) budget.giveBack();
      else times.push(Math.max(performance.now(), connectedAt));
      await sleep(1);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
}

/** `undefined`: none within `patienceMs`. */
export function requestCall(budget: CallBudget, patienceMs = 10_000): Promise<number | undefined> {
  return new Promise((resolve) => {
    budget.request(Date.now() + patienceMs, resolve, () => {
      setTimeout(() => {
        resolve(undefined);
      }, 20);
    });
  });
}

export function budgetOf({ replicas }: { readonly replicas: Replicas }, rate: Rate, concurrency = 8): CallBudget {
  return replicas.budget('an account', rate, concurrency);
}

/**
 * The largest number of calls of any window beyond what refills the bucket in it: windows of w seconds have at most
 * `capacity + refill × w` calls where this is at most the capacity.
 */
export function largestBurst(times: readonly number[], refillPerSecond: number): number {
  let burst = 0;
  let largest = 0;
  let last = -Infinity;
  for (const time of times) {
    burst = Math.max(0, burst - ((time - last) / 1000) * refillPerSecond) + 1;
    largest = Math.max(largest, burst);
    last = time;
  }
  return largest;
}
