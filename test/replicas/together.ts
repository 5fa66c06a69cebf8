import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
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

/** A database with the store's schema, for the replicas of one test. */
export async function startDatabase(): Promise<PostgresServer> {
  const postgres = await startPostgres();
  if (postgres === undefined) throw new Error('PostgreSQL is not installed.');
  onTestFinished(() => postgres.close());
  await (await openPostgresStore({ url: postgres.url, schema: 'jobgraph' }, [])).close();
  return postgres;
}

/** One replica of this process. */
export async function openReplica({ url }: { readonly url: string }, expected = 1, logger = keptLog()) {
  const replicas = new Replicas({ url, schema: 'jobgraph', expected, logger });
  onTestFinished(() => replicas.close());
  await replicas.start();
  return { replicas, messages: logger.messages };
}

/** Makes calls without a pause, `width` at a time, until `isOver`. Records when each one is made. */
export async function callWithoutPause(
  budget: CallBudget,
  times: number[],
  isOver: () => boolean,
  { width = 8, patienceMs = 10_000 } = {},
): Promise<void> {
  const work = async () => {
    while (!isOver()) {
      const waitMs = budget.take() ?? (await requestCall(budget, patienceMs));
      if (waitMs === undefined) continue;
      if (waitMs > 0) await sleep(waitMs);
      if (waitMs > 0 && isOver()) budget.giveBack();
      else times.push(performance.now());
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
