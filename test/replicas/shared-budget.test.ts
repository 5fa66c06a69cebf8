import { describe, expect, it } from 'vitest';
import { runs } from '../support/long.js';
import { budgetOf, callWithoutPause, largestBurst, openReplica, useDatabases } from './together.js';

const startDatabase = useDatabases();

const RATES = runs(
  [
    { requests: 40, perSeconds: 2 },
    { requests: 150, perSeconds: 3600 },
  ],
  [
    { requests: 200, perSeconds: 10 },
    { requests: 2000, perSeconds: 3600 },
  ],
);
const SECONDS = runs(3, 15);
const CONNECT_MS = 150;

describe.each(RATES)('a budget of $requests calls per $perSeconds seconds', (rate) => {
  const refill = rate.requests / rate.perSeconds;
  const most = rate.requests * 1.01;

  it.each(runs([4], [1, 2, 6]))('is that of %i replicas together, and they use it whole', async (count) => {
    const database = await startDatabase();
    const replicas = await Promise.all(Array.from({ length: count }, () => openReplica(database)));
    const times: number[] = [];
    const end = performance.now() + SECONDS * 1000;
    const isOver = () => performance.now() > end;
    await Promise.all(replicas.map((replica) => callWithoutPause(budgetOf(replica, rate), times, isOver)));
    expect(replicas.flatMap(({ messages }) => messages)).toEqual([]);
    expect(largestBurst(times, refill * 1.01)).toBeLessThanOrEqual(most);
    expect(times.length).toBeGreaterThan(0.9 * (rate.requests + refill * SECONDS));
  });

  it('is kept by calls that wait for their connections', async () => {
    const database = await startDatabase();
    const replicas = await Promise.all(Array.from({ length: 2 }, () => openReplica(database)));
    const times: number[] = [];
    const start = performance.now();
    const isOver = () => performance.now() > start + SECONDS * 1000;
    const connectedAt = start + CONNECT_MS;
    await Promise.all(
      replicas.map((replica) => callWithoutPause(budgetOf(replica, rate), times, isOver, { connectedAt })),
    );
    expect(largestBurst(times, refill * 1.01)).toBeLessThanOrEqual(most);
  });
});
