import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runs } from '../support/long.js';
import {
  budgetOf,
  callWithoutPause,
  largestBurst,
  openReplica,
  requestCall,
  useDatabases,
  type Database,
} from './together.js';

const startDatabase = useDatabases();

const RATE = { requests: 40, perSeconds: 2 };
const REFILL = 20;
/** A tenth of the rate is kept for calls that may be late. */
const SHARED_BUCKET = 36;
const RESTARTS = runs(1, 20);

/** Waits until a budget has leased calls. */
async function warm(budget: ReturnType<typeof budgetOf>): Promise<void> {
  await expect
    .poll(() => {
      const waitMs = budget.take();
      if (waitMs !== undefined) budget.giveBack();
      return waitMs;
    })
    .toBe(0);
}

async function countOf({ url, schema }: Database, sql: string): Promise<number> {
  const client = new Client({ connectionString: url, options: `-c search_path=${schema}` });
  await client.connect();
  const { rows } = await client.query<{ count: string }>(sql);
  await client.end();
  return Number(rows[0]?.count);
}

describe('replicas that share a budget', () => {
  it('add no more than their shares while the database restarts, and share again afterwards', async () => {
    const database = await startDatabase();
    const replicas = await Promise.all([openReplica(database), openReplica(database), openReplica(database)]);
    const times: number[] = [];
    let isOver = false;
    const calling = replicas.map((replica) => callWithoutPause(budgetOf(replica, RATE), times, () => isOver));
    await sleep(1500);
    for (let restart = 0; restart < RESTARTS; restart++) {
      await database.stop(restart % 2 === 0 ? 'immediate' : 'fast');
      await sleep(700);
      await database.start();
      await sleep(1500);
    }
    const back = performance.now();
    await expect.poll(() => replicas.every(({ replicas: one }) => one.isConnected), { timeout: 10_000 }).toBe(true);
    await sleep(1000);
    isOver = true;
    await Promise.all(calling);
    // Twice the budget: the budget itself, and the same number again as the sum of all shares.
    expect(largestBurst(times, 2 * REFILL * 1.01)).toBeLessThanOrEqual(2 * RATE.requests * 1.01);
    const shared = times.filter((time) => time > back + 500);
    expect(shared.length).toBeGreaterThan(0);
    for (const { messages } of replicas) expect(messages.length).toBe(2 * RESTARTS);
  });

  it('use the lower of two rates', async () => {
    const database = await startDatabase();
    const [high, low] = [await openReplica(database), await openReplica(database)];
    const budgets = [budgetOf(high, { requests: 4000, perSeconds: 2 }), budgetOf(low, RATE)];
    await Promise.all(budgets.map(warm));
    const times: number[] = [];
    const end = performance.now() + 2000;
    await Promise.all(budgets.map((budget) => callWithoutPause(budget, times, () => performance.now() > end)));
    expect(largestBurst(times, REFILL * 1.01)).toBeLessThanOrEqual(RATE.requests * 1.01);
  });

  it('all pause for the Retry-After that one of them received', async () => {
    const database = await startDatabase();
    const replicas = await Promise.all([openReplica(database), openReplica(database), openReplica(database)]);
    const budgets = replicas.map((replica) => budgetOf(replica, RATE));
    await Promise.all(budgets.map(warm));
    budgets[0]?.pause(1500);
    await expect.poll(() => budgets.every(({ isPaused }) => isPaused)).toBe(true);
    const late = await openReplica(database);
    expect(budgetOf(late, RATE).take()).toBeUndefined();
    const start = performance.now();
    await Promise.all(budgets.map((budget) => requestCall(budget)));
    expect(performance.now() - start).toBeGreaterThan(500);
    budgets[0]?.pause(5000);
    const rejected = new Promise((resolve) => budgets[0]?.request(Date.now() + 1000, () => undefined, resolve));
    await expect(Promise.race([rejected, sleep(2000)])).resolves.toMatchObject({ reason: 'retry-after' });
  });

  it('return their leases when they stop, and lose those of a connection that broke', async () => {
    const database = await startDatabase();
    const { replicas } = await openReplica(database);
    await warm(budgetOf({ replicas }, RATE));
    await replicas.close();
    expect(await countOf(database, 'SELECT round(max(level)) AS count FROM budgets')).toBeGreaterThan(
      SHARED_BUCKET - 2,
    );
    expect(await countOf(database, 'SELECT count(*) FROM leases')).toBe(0);
  });

  it('make calls without a statement of their own where nothing limits them', async () => {
    const database = await startDatabase();
    const replica = await openReplica(database);
    const budget = budgetOf(replica, { requests: 1_000_000, perSeconds: 1 }, 50);
    await warm(budget);
    const client = new Client({ connectionString: database.url });
    onTestFinished(() => client.end());
    await client.connect();
    const statements = async () => {
      await client.query('SELECT pg_stat_force_next_flush()').catch(() => undefined);
      const { rows } = await client.query<{ count: string }>(
        `SELECT xact_commit AS count FROM pg_stat_database WHERE datname = current_database()`,
      );
      return Number(rows[0]?.count);
    };
    const before = await statements();
    const end = performance.now() + 1000;
    let calls = 0;
    let waiting = 0;
    while (performance.now() < end) {
      if (budget.take() === undefined) waiting++;
      else calls++;
      await sleep(3);
    }
    await sleep(1200);
    expect(calls).toBeGreaterThan(50);
    expect(waiting).toBe(0);
    expect((await statements()) - before).toBeLessThan(calls / 2);
  });
});
