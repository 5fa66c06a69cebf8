import { expect } from 'vitest';
import type { Clouds } from '../../src/simulator/index.js';
import type { Random } from '../paging/random.js';
import type { WrittenChange } from './engines.js';
import type { SubscriberPlan } from './killed-subscriber.js';

/** Of the clouds: few lists, so that each is read often. */
export const SIZE = {
  cssClusters: 2,
  cssLargest: 20,
  dwsClusters: 1,
  dwsLargest: 20,
  geminiDbInstances: 2,
  geminiDbJobs: 20,
  geminiDbRecentJobs: 10,
  qingCloudClusters: 2,
  qingCloudJobs: 20,
};
/** A job of a schedule has ended by then. */
const LONGEST_JOB_MS = 1200;

/** Inserts a job at one of the clouds. Returns its id and the status in which it ends. */
export function insertJob(clouds: Clouds, random: Random): readonly [id: string, status: string] {
  // Twins of DWS are one row: they are excepted from the promise.
  const state = random.pick(clouds.states.filter(({ cloud }) => cloud !== 'dws'));
  const scope = random.pick(state.scopes());
  const cluster = random.pick(state.clusters()).id;
  const now = Date.now();
  const outcome = random.pick(['succeeded', 'failed'] as const);
  const { key } = state.insertJob(scope, [state.scopes().includes(cluster) ? scope : cluster], {
    startsAt: now + random.below(LONGEST_JOB_MS / 2),
    finishesAt: now + random.below(LONGEST_JOB_MS),
    outcome,
  });
  return [key, outcome === 'succeeded' ? 'SUCCEEDED' : 'FAILED'];
}

/** Subscribers over both transports, with and without a filter. */
export function plansFor(account: string): readonly SubscriberPlan[] {
  const ends = new Set(['SUCCEEDED', 'FAILED']);
  return [
    { name: 'all-ws', transport: 'WebSocket', selects: () => true },
    { name: 'all-sse', transport: 'SSE', selects: () => true },
    {
      name: 'ends-sse',
      transport: 'SSE',
      filter: { statuses: [...ends] },
      selects: ({ row }) => ends.has(row[3]),
    },
    {
      name: 'account-ws',
      transport: 'WebSocket',
      filter: { accounts: [account] },
      selects: (change) => change.account === account,
    },
  ];
}

/** Each job begins once, and each later change begins where the one before it ended. */
export function expectChains(written: readonly WrittenChange[]): void {
  const last = new Map<string, string>();
  for (const { account, row } of written) {
    const [kind, nativeId, previousStatus, status] = row;
    if (nativeId === null) continue;
    const key = `${account} ${nativeId}`;
    const before = last.get(key);
    if (before !== undefined) expect([kind, previousStatus], key).toEqual(['STATUS_CHANGED', before]);
    last.set(key, status);
  }
}
