import type { CssCluster, GeminiDbJob, Instance, LogRecord } from './wire.js';

/** A cluster of the graph. Its fields are in the order in which the queries select them. */
export interface GraphCluster {
  readonly nativeId: string;
  readonly resourceName: string;
  readonly provider: string;
  readonly name: string;
  readonly status: string;
  readonly nativeStatus: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly nodeCount: number;
  readonly createdAt: string;
  readonly account: { readonly name: string };
}

export interface GraphJob {
  readonly nativeId: string;
  readonly provider: string;
  readonly action: string;
  readonly status: string;
  readonly nativeStatus: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly progress: number | null;
  readonly failureReason: string | null;
  readonly details: Readonly<Record<string, string>>;
}

const CSS_CLUSTERS: Readonly<Record<string, string>> = {
  100: 'CREATING',
  200: 'AVAILABLE',
  300: 'UNAVAILABLE',
  303: 'FAILED',
};
const CSS_JOBS: Readonly<Record<string, string>> = { RUNNING: 'RUNNING', SUCCESS: 'SUCCEEDED', FAIL: 'FAILED' };

export function cssStatus({ status, actions }: CssCluster): string {
  return status === '200' && actions.length > 0 ? 'CHANGING' : (CSS_CLUSTERS[status] ?? 'UNKNOWN');
}

export function toCssCluster(cluster: CssCluster, account: string): GraphCluster {
  return {
    nativeId: cluster.id,
    resourceName: `huawei-css/${cluster.id}`,
    provider: 'HUAWEI_CSS',
    name: cluster.name,
    status: cssStatus(cluster),
    nativeStatus: cluster.status,
    engine: cluster.datastore.type,
    engineVersion: cluster.datastore.version,
    nodeCount: cluster.instances.length,
    createdAt: `${cluster.created}Z`,
    account: { name: account },
  };
}

export function toCssJob(record: LogRecord): GraphJob {
  const isOver = record.status !== 'RUNNING';
  return {
    nativeId: record.id,
    provider: 'HUAWEI_CSS',
    action: 'LogBackup',
    status: CSS_JOBS[record.status] ?? 'UNKNOWN',
    nativeStatus: record.status,
    createdAt: toTimeText(record.createAt),
    finishedAt: isOver && record.finishedAt !== null ? toTimeText(record.finishedAt) : null,
    progress: null,
    failureReason: record.status === 'FAIL' ? record.failedMsg : null,
    details: {
      __typename: 'CssLogBackup',
      jobId: record.jobId,
      trigger: record.jobTypes,
      logPath: record.logPath,
    },
  };
}

/** Times on a whole second have no fraction. */
function toTimeText(ms: number): string {
  const text = new Date(ms).toISOString();
  return ms % 1000 === 0 ? `${text.slice(0, 19)}Z` : text;
}

const INSTANCES: Readonly<Record<string, string>> = {
  normal: 'AVAILABLE',
  creating: 'CREATING',
  abnormal: 'UNAVAILABLE',
  data_disk_full: 'UNAVAILABLE',
  frozen: 'STOPPED',
  createfail: 'FAILED',
  enlargefail: 'FAILED',
};
const GEMINIDB_JOBS: Readonly<Record<string, string>> = {
  Running: 'RUNNING',
  Completed: 'SUCCEEDED',
  Failed: 'FAILED',
};

export function toInstance(instance: Instance, account: string): GraphCluster {
  const status = INSTANCES[instance.status] ?? 'UNKNOWN';
  return {
    nativeId: instance.id,
    resourceName: `huawei-geminidb/${instance.id}`,
    provider: 'HUAWEI_GEMINIDB',
    name: instance.name,
    status: status === 'AVAILABLE' && instance.actions.length > 0 ? 'CHANGING' : status,
    nativeStatus: instance.status,
    engine: instance.datastore.type,
    engineVersion: instance.datastore.version,
    nodeCount: instance.groups.reduce((sum, group) => sum + group.nodes.length, 0),
    createdAt: `${instance.created}Z`,
    account: { name: account },
  };
}

export function toGeminiDbJob(job: GeminiDbJob): GraphJob {
  const isRunning = job.status === 'Running';
  return {
    nativeId: job.id,
    provider: 'HUAWEI_GEMINIDB',
    action: job.name,
    status: GEMINIDB_JOBS[job.status] ?? 'UNKNOWN',
    nativeStatus: job.status,
    createdAt: `${job.start_time.slice(0, 19)}Z`,
    finishedAt: isRunning ? null : `${job.end_time.slice(0, 19)}Z`,
    progress: isRunning && job.progress !== '' ? Number.parseInt(job.progress, 10) : null,
    failureReason: job.status === 'Failed' && job.fail_reason !== '' ? job.fail_reason : null,
    details: { __typename: 'GeminiDbTask', instanceId: job.instance.id, instanceName: job.instance.name },
  };
}
