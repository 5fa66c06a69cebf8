import { onTestFinished } from 'vitest';
import type { Config } from '../../src/config/config.js';
import { factories } from '../../src/app/composition-root.js';
import { createLogger } from '../../src/server/logger.js';
import { startServer } from '../../src/server/start.js';
import { createFrozenClock, startClouds, type Clouds, type ListedJob } from '../../src/simulator/index.js';
import { configOf } from '../config/loading.js';

/** Several pages of everything, and no list longer than its provider lets read. */
const SIZE = {
  cssClusters: 5,
  cssLargest: 150,
  dwsClusters: 4,
  dwsLargest: 60,
  geminiDbInstances: 5,
  geminiDbJobs: 120,
  geminiDbRecentJobs: 60,
  qingCloudClusters: 6,
  qingCloudJobs: 90,
};

const GEMINIDB_LISTS_MS = 30 * 86_400_000;

export interface Serving {
  readonly clouds: Clouds;
  /** The URL of the GraphQL endpoint. */
  readonly endpoint: string;
  readonly config: Config;
  /** All jobs that a list without a filter has, each in the form of `describeJob`, sorted. */
  readonly truth: () => string[];
}

/** Jobgraph over simulated clouds in which no time passes, over real HTTP, until the test is over. */
export async function serveClouds(yaml: object = {}): Promise<Serving> {
  const clouds = await startClouds({ clock: createFrozenClock(Date.now()), size: SIZE });
  onTestFinished(() => clouds.close());
  const served = await serve({ accounts: clouds.accounts, ...yaml });
  return { clouds, ...served, truth: () => trueJobs(clouds) };
}

/** Jobgraph with a configuration, over real HTTP, until `close` or until the test is over. */
export async function serve(
  yaml: object,
  port = 0,
): Promise<Pick<Serving, 'config' | 'endpoint'> & { readonly close: () => Promise<void> }> {
  const config = configOf(JSON.stringify({ log: { level: 'fatal' }, ...yaml }));
  const logger = createLogger(config.log);
  const graph = await factories.createGraph(config, { logger, environment: {} });
  const server = await startServer({ ...graph, config, logger, host: '127.0.0.1', port });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= server.close().then(() => graph.close()));
  onTestFinished(close);
  return { config, endpoint: `${server.url}graphql`, close };
}

/** The jobs in the simulated clouds, in the form of `describeJob`: all, or those created at a time or later. */
export function trueJobs(clouds: Clouds, createdAfter = -Infinity): string[] {
  const since = clouds.clock.now() - GEMINIDB_LISTS_MS;
  const isListed = (cloud: string, { createdAt }: ListedJob) =>
    createdAt === null
      ? createdAfter === -Infinity
      : createdAt >= Math.max(createdAfter, cloud === 'geminidb' ? since : -Infinity);
  return clouds.states
    .flatMap((state) => {
      const { name, cloud } = state;
      // An operation on clusters of two apps is in both lists, and is one job.
      const own = new Map(state.jobs().map((job) => [job.key, job]));
      return [...own.values()]
        .filter((job) => isListed(cloud, job))
        .map(({ key, clusterIds, action, createdAt }) =>
          describeJob({
            nativeId: cloud === 'dws' ? null : key,
            account: { name },
            action,
            createdAt: createdAt === null ? null : new Date(createdAt).toISOString(),
            clusters: clusterIds.map((nativeId) => ({ nativeId })),
          }),
        );
    })
    .sort();
}

/** The fields of a client's job that are compared with the simulated clouds. */
export interface SeenJob {
  readonly nativeId?: string | null | undefined;
  readonly account: { readonly name: string };
  readonly action?: string | null | undefined;
  readonly createdAt?: unknown;
  readonly clusters: readonly { readonly nativeId: string }[];
}

export function describeJob({ nativeId, account, action, createdAt, clusters }: SeenJob): string {
  const ids = clusters.map((cluster) => cluster.nativeId).sort();
  return [account.name, nativeId ?? '-', action ?? '-', String(createdAt), ids.join('+')].join(' ');
}
