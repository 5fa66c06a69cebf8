import type { Cluster, ClusterKey, ClusterStatus } from '../../../domain/cluster.js';
import { isTime } from '../../../domain/ids.js';
import type { ClusterJob, ClusterJobStatus } from '../../../domain/job.js';
import type { UpstreamResult } from '../../../upstream/index.js';
import type { Page, Row } from '../../../paging/feed.js';
import { fieldOf, isBusy, rowsOf, toCount, toText } from '../../shared/lenient.js';
import { placeOf, toRequiredTime, type Source } from '../source.js';
import { isFinal } from '../status.js';
import { checkBody, invalidField } from '../wire.js';
import { clusterDetail, clusterList, logRecordList, type WireCluster, type WireLogRecord } from './wire.js';

/** A page of a cluster's log-backup jobs. Throws UPSTREAM_INVALID. */
export function toJobPage(result: UpstreamResult, clusterId: string, source: Source): Page<ClusterJob> {
  const { clusterLogRecord: records, totalSize } = checkBody(logRecordList, result.body, source.account);
  const clusters = [{ account: source.account.name, provider: source.account.provider, nativeId: clusterId }];
  return {
    rows: records.map((record, index) => toJobRow(record, index, clusters, source)),
    total: toCount(totalSize),
    serverTime: result.serverTime,
  };
}

/** A page of a project's clusters. Throws UPSTREAM_INVALID. */
export function toClusterPage(result: UpstreamResult, source: Source): Page<Cluster> {
  const { clusters, totalSize } = checkBody(clusterList, result.body, source.account);
  const rows = clusters.map((cluster, index) => toClusterRow(cluster, source, 'clusters', index));
  return { rows, total: toCount(totalSize), serverTime: result.serverTime };
}

/** One cluster by its detail. Throws UPSTREAM_INVALID. */
export function toCluster(result: UpstreamResult, source: Source): Cluster {
  return toClusterRow(checkBody(clusterDetail, result.body, source.account), source, '').value;
}

const JOB_STATUSES: ReadonlyMap<string | null, ClusterJobStatus> = new Map<string | null, ClusterJobStatus>([
  ['RUNNING', 'RUNNING'],
  ['SUCCESS', 'SUCCEEDED'],
  ['FAIL', 'FAILED'],
]);

function toJobRow(
  record: WireLogRecord,
  index: number,
  clusters: readonly ClusterKey[],
  { account }: Source,
): Row<ClusterJob> {
  const createdAt = toEpochMs(record.createAt);
  if (createdAt === undefined) throw invalidField(account, placeOf('createAt', 'clusterLogRecord', index));
  const nativeId = String(record.id);
  const nativeStatus = toText(record.status);
  const status = JOB_STATUSES.get(nativeStatus) ?? 'UNKNOWN';
  const value: ClusterJob = {
    nativeId,
    clusters,
    action: 'LogBackup',
    status,
    nativeStatus,
    createdAt,
    finishedAt: isFinal(status) ? (toEpochMs(record.finishedAt) ?? null) : null,
    progress: null,
    failureReason: status === 'FAILED' ? toText(record.failedMsg) : null,
    details: {
      __typename: 'CssLogBackup',
      jobId: toText(record.jobId),
      trigger: toText(record.jobTypes),
      logPath: toText(record.logPath),
    },
  };
  return { time: createdAt, identity: nativeId, value };
}

/** Milliseconds since 1970, as a number or as text; `undefined` for anything else. */
function toEpochMs(value: unknown): number | undefined {
  const time = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  const whole = typeof time === 'number' ? Math.floor(time) : undefined;
  return isTime(whole) ? whole : undefined;
}

const CLUSTER_STATUSES: ReadonlyMap<string | null, ClusterStatus> = new Map<string | null, ClusterStatus>([
  ['100', 'CREATING'],
  ['200', 'AVAILABLE'],
  ['300', 'UNAVAILABLE'],
  ['303', 'FAILED'],
]);

function toClusterRow(cluster: WireCluster, source: Source, list: string, index?: number): Row<Cluster> {
  const createdAt = toRequiredTime(cluster.created, source, 'created', list, index);
  const nativeId = String(cluster.id);
  const nativeStatus = toText(cluster.status);
  const status = CLUSTER_STATUSES.get(nativeStatus) ?? 'UNKNOWN';
  const value: Cluster = {
    account: source.account.name,
    provider: source.account.provider,
    nativeId,
    name: toText(cluster.name),
    status: status === 'AVAILABLE' && isBusy(cluster.actions) ? 'CHANGING' : status,
    nativeStatus,
    engine: toText(fieldOf(cluster.datastore, 'type')),
    engineVersion: toText(fieldOf(cluster.datastore, 'version')),
    nodeCount: rowsOf(cluster.instances)?.length ?? null,
    createdAt,
  };
  return { time: createdAt, identity: nativeId, value };
}
