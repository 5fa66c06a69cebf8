import { onTestFinished, vi } from 'vitest';
import { createFrozenClock, startClouds, type CloudReply } from '../../src/simulator/index.js';
import { serve } from './serving.js';

const NOW = Date.parse('2026-11-21T08:00:00Z');
const SECOND_MS = 1000;
const REQUEST_TIMEOUT_MS = 20_000;

/** A search ends its page once three quarters of the request's time are used. */
const SLOW_MS = 0.8 * REQUEST_TIMEOUT_MS;

/** A list of jobs, of which some failed. Job 0 is the newest. */
export interface RareJobs {
  readonly count: number;
  readonly failed: readonly number[];
}

/**
 * Jobgraph over one QingCloud list that is so slow that every request reads 100 jobs and then has to end its page. A
 * search for failed jobs therefore has empty pages. The slowness takes no time: the clock jumps.
 */
export async function serveRareJobs({ count, failed }: RareJobs) {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const clouds = await startClouds({ clock: createFrozenClock(NOW), size: { qingCloudClusters: 1 } });
  onTestFinished(async () => {
    await clouds.close();
    vi.useRealTimers();
  });
  let isDown = false;
  clouds.intercept(({ cloud, query }): CloudReply | undefined => {
    if (cloud !== 'qingcloud') return undefined;
    if (query.get('action') !== 'DescribeClusterJobs')
      return { status: 200, body: { ret_code: 0, total_count: 0, cluster_set: [] } };
    if (isDown) return { status: 403, body: {} };
    vi.setSystemTime(Date.now() + SLOW_MS);
    const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 20)];
    const numbers = Array.from({ length: count }, (_, number) => number).slice(offset, offset + Math.min(100, limit));
    const rows = numbers.map((number) => toRow(number, failed.includes(number)));
    return { status: 200, body: { ret_code: 0, total_count: count, job_set: rows } };
  });
  const account = clouds.accounts.find(({ provider }) => provider === 'qingcloud');
  const { endpoint } = await serve({
    accounts: [{ ...account, apps: ['app-1'] }],
    limits: { requestTimeoutMs: REQUEST_TIMEOUT_MS },
  });
  return {
    endpoint,
    breakDown: () => {
      isDown = true;
    },
  };
}

function toRow(number: number, isFailed: boolean) {
  return {
    job_id: `j-${number}`,
    create_time: new Date(NOW - number * SECOND_MS).toISOString(),
    status: isFailed ? 'failed' : 'successful',
    job_action: 'Grow',
    resource_ids: 'cl-00000001',
  };
}
