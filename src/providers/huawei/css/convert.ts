import type { Cluster, ClusterKey, ClusterStatus } from '../../../domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../../domain/job.js';
import type { UpstreamResult } from '../../../upstream/index.js';
import type { Page, Row } from '../../../paging/feed.js';
import { convertBody } from '../../shared/exact.js';
import { isFinal } from '../../shared/job-status.js';
import { readTime } from '../../shared/read-time.js';
import { entriesOf, fieldOf, isBusy, toText } from '../../shared/values.js';
import { invalidField, readId, readRows } from '../../shared/wire.js';
import type { Source } from '../source.js';
import { CLUSTER_FIELDS, LOG_RECORD_FIELDS, type WireCluster, type WireLogRecord } from './wire.js';

/** A page of a cluster's log-backup jobs. Throws UPSTREAM_INVALID. */
export function toJobPage(result: UpstreamResult, clusterId: string, source: Source): Page<ClusterJob> {
  const { account } = source;
  const clusters = [{ account: account.name, provider: account.provider, nativeId: clusterId }];
  const toRow = (record: WireLogRecord, id: string) => toJobRow(record, id, clusters, source);
  const rows = convertBody(result, (body) => readRows(body, LOG_RECORD_FIELDS, account, toRow));
  return { ...rows, serverTime: result.serverTime };
}

/** A page of a project's clusters. Throws UPSTREAM_INVALID. */
export function toClusterPage(result: UpstreamResult, source: Source): Page<Cluster> {
  const toRow = (cluster: WireCluster, id: string) => toClusterRow(cluster, id, source);
  const rows = convertBody(result, (body) => readRows(body, CLUSTER_FIELDS, source.account, toRow));
  return { ...rows, serverTime: result.serverTime };
}

/** One cluster by its detail, which has no wrapper; `null` if that is `null`. Throws UPSTREAM_INVALID. */
export function toCluster(result: UpstreamResult, source: Source): Cluster | null {
  return convertBody(result, (body) => {
    if (body === null) return null;
    const id = readId(fieldOf(body, 'id'));
    if (id === undefined) throw invalidField(source.account, 'id');
    return toClusterRow(body as WireCluster, id, source).value;
  });
}

const JOB_STATUSES: ReadonlyMap<string | null, ClusterJobStatus> = new Map<string | null, ClusterJobStatus>([
  ['RUNNING', 'RUNNING'],
  ['SUCCESS', 'SUCCEEDED'],
  ['FAIL', 'FAILED'],
]);

function toJobRow(
  record: WireLogRecord,
  nativeId: string,
  clusters: readonly ClusterKey[],
  { timeZone }: Source,
): Row<ClusterJob> {
  const time = readTime(record.createAt, timeZone);
  const nativeStatus = toText(record.status);
  const status = JOB_STATUSES.get(nativeStatus) ?? 'UNKNOWN';
  const value: ClusterJob = {
    nativeId,
    clusters,
    action: 'LogBackup',
    status,
    nativeStatus,
    createdAt: time ?? null,
    finishedAt: isFinal(status) ? (readTime(record.finishedAt, timeZone) ?? null) : null,
    progress: null,
    failureReason: status === 'FAILED' ? toText(record.failedMsg) : null,
    details: {
      __typename: 'CssLogBackup',
      jobId: toText(record.jobId),
      trigger: toText(record.jobTypes),
      logPath: toText(record.logPath),
    },
  };
  return { time, identity: nativeId, value };
}

const CLUSTER_STATUSES: ReadonlyMap<string | null, ClusterStatus> = new Map<string | null, ClusterStatus>([
  ['100', 'CREATING'],
  ['200', 'AVAILABLE'],
  ['300', 'UNAVAILABLE'],
  ['303', 'FAILED'],
]);

function toClusterRow(cluster: WireCluster, nativeId: string, { account, timeZone }: Source): Row<Cluster> {
  const time = readTime(cluster.created, timeZone);
  const nativeStatus = toText(cluster.status);
  const status = CLUSTER_STATUSES.get(nativeStatus) ?? 'UNKNOWN';
  const value: Cluster = {
    account: account.name,
    provider: account.provider,
    nativeId,
    name: toText(cluster.name),
    status: status === 'AVAILABLE' && isBusy(cluster.actions) ? 'CHANGING' : status,
    nativeStatus,
    engine: toText(fieldOf(cluster.datastore, 'type')),
    engineVersion: toText(fieldOf(cluster.datastore, 'version')),
    nodeCount: entriesOf(cluster.instances)?.length ?? null,
    createdAt: time ?? null,
  };
  return { time, identity: nativeId, value };
}
