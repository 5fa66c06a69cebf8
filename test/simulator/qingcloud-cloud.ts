import { onTestFinished } from 'vitest';
import { createFrozenClock, startClouds, type CloudsOptions } from '../../src/simulator/index.js';
import { get, toSignedQuery, type Query } from './qingcloud-client.js';

export const NOW = Date.UTC(2026, 10, 21);

export const APP = 'app-tg3lbp0a';

export async function open(options: CloudsOptions = {}, startedAt = NOW) {
  const clock = createFrozenClock(startedAt);
  const clouds = await startClouds({ clock, size: 'small', ...options });
  onTestFinished(() => clouds.close());
  const origin = clouds.originOf('qingcloud');
  const call = (query: Query, at = clock.now()) => get(origin, `/iaas/?${toSignedQuery(at, query)}`);
  return {
    call,
    clouds,
    clock,
    origin,
    state: clouds.state('middleware'),
    jobs: (query: Query = {}) => call({ action: 'DescribeClusterJobs', app: APP, ...query }),
    clusters: (query: Query = {}) => call({ action: 'DescribeClusters', ...query }),
  };
}
