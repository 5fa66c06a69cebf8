import type { Cluster } from '../../../src/domain/cluster.js';
import type { ClusterJob } from '../../../src/domain/job.js';
import type { Row } from '../../../src/paging/feed.js';
import { CLUSTER, openAccount, operate, startCloud, type HuaweiProvider, type Reply } from './cloud.js';
import {
  CSS_CLUSTERS,
  CSS_RECORDS_OLDER,
  DWS_CLUSTERS,
  DWS_TASKS,
  GEMINIDB_INSTANCES,
  GEMINIDB_JOBS,
} from './payloads.js';

export type Provider = HuaweiProvider;
export const CSS = 'HUAWEI_CSS';
export const DWS = 'HUAWEI_DWS';
export const GEMINIDB = 'HUAWEI_GEMINIDB';

export const DAY_MS = 86_400_000;
export const window = { from: 0, to: 30 * DAY_MS };
export const FIRST = {
  HUAWEI_CSS: { offset: 1, limit: 10 },
  HUAWEI_DWS: { offset: 0, limit: 10 },
  HUAWEI_GEMINIDB: { offset: 0, limit: 10, window },
};

export async function readJobs(provider: Provider, reply: Reply, timeZone?: string) {
  const { endpoint } = await startCloud(() => reply);
  const account = openAccount(provider, { endpoint, ...(timeZone !== undefined && { timeZone }) });
  return account.jobs(operate(), provider === GEMINIDB ? '' : CLUSTER).fetch(FIRST[provider]);
}

export async function readClusters(provider: Provider, reply: Reply, timeZone?: string) {
  const { endpoint } = await startCloud(() => reply);
  const account = openAccount(provider, { endpoint, ...(timeZone !== undefined && { timeZone }) });
  return account.clusters(operate()).fetch(FIRST[provider]);
}

export const LISTS = {
  HUAWEI_CSS: {
    jobs: ['clusterLogRecord', CSS_RECORDS_OLDER.clusterLogRecord[0]],
    clusters: ['clusters', CSS_CLUSTERS.clusters[0]],
  },
  HUAWEI_DWS: {
    jobs: ['logical_cluster_tasks', DWS_TASKS.logical_cluster_tasks[0]],
    clusters: ['clusters', DWS_CLUSTERS.clusters[0]],
  },
  HUAWEI_GEMINIDB: {
    jobs: ['jobs', GEMINIDB_JOBS.jobs[0]],
    clusters: ['instances', GEMINIDB_INSTANCES.instances[0]],
  },
} as const;

export function bodyWith(provider: Provider, kind: 'jobs' | 'clusters', changes: object) {
  const [name, row] = LISTS[provider][kind];
  return { [name]: [{ ...row, ...changes }] };
}

export async function readJob(
  provider: Provider,
  changes: object,
  timeZone?: string,
): Promise<Row<ClusterJob> | undefined> {
  const page = await readJobs(provider, { body: bodyWith(provider, 'jobs', changes) }, timeZone);
  return page === 'rejected' ? undefined : page.rows[0];
}

export async function readCluster(
  provider: Provider,
  changes: object,
  timeZone?: string,
): Promise<Cluster | undefined> {
  const page = await readClusters(provider, { body: bodyWith(provider, 'clusters', changes) }, timeZone);
  return page === 'rejected' ? undefined : page.rows[0]?.value;
}
