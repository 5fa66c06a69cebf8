import type { Cluster } from '../../../domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../../domain/job.js';
import type { UpstreamResult } from '../../../upstream/index.js';
import type { Page, Row } from '../../../paging/feed.js';
import { convertBody } from '../../shared/exact.js';
import { isFinal } from '../../shared/job-status.js';
import { readTime } from '../../shared/read-time.js';
import { entriesOf, fieldOf, toCount, toText } from '../../shared/values.js';
import { invalidField, readId, readRows } from '../../shared/wire.js';
import type { Source } from '../source.js';
import { toClusterStatus } from './cluster-status.js';
import { CLUSTER_FIELDS, TASK_FIELDS, type WireCluster, type WireTask } from './wire.js';

/** A page of the tasks of a cluster's logical clusters. Throws UPSTREAM_INVALID. */
export function toJobPage(result: UpstreamResult, clusterId: string, source: Source): Page<ClusterJob> {
  const toRow = (task: WireTask) => toJobRow(task, clusterId, source);
  const rows = convertBody(result, (body) => readRows(body, TASK_FIELDS, source.account, toRow));
  return { ...rows, serverTime: result.serverTime };
}

/** All clusters of a project. The service promises no order; paging sorts a whole list. Throws UPSTREAM_INVALID. */
export function toClusterPage(result: UpstreamResult, source: Source): Page<Cluster> {
  const toRow = (cluster: WireCluster, id: string) => toClusterRow(cluster, id, source);
  const { rows } = convertBody(result, (body) => readRows(body, CLUSTER_FIELDS, source.account, toRow));
  return { rows, serverTime: result.serverTime };
}

/** One cluster by its detail; `null` if that is `null`. Throws UPSTREAM_INVALID. */
export function toCluster(result: UpstreamResult, source: Source): Cluster | null {
  return convertBody(result, (body) => {
    const cluster = fieldOf(body, 'cluster');
    if (cluster === null) return null;
    const id = readId(fieldOf(cluster, 'id'));
    if (id === undefined) throw invalidField(source.account, 'cluster.id');
    return toClusterRow(cluster as WireCluster, id, source).value;
  });
}

function toJobRow(task: WireTask, clusterId: string, { account, timeZone }: Source): Row<ClusterJob> {
  const start = toText(task.start_time);
  const time = start === null ? Infinity : readTime(task.start_time, timeZone);
  const createdAt = start === null ? null : (time ?? null);
  const status = toJobStatus(task);
  const type = toText(task.type);
  const logicalClusterName = toText(task.logical_cluster_name);
  const log = toText(task.log);
  const value: ClusterJob = {
    nativeId: null,
    clusters: [{ account: account.name, provider: account.provider, nativeId: clusterId }],
    action: type,
    status,
    nativeStatus: toText(task.result),
    createdAt,
    finishedAt: isFinal(status) ? (readTime(task.end_time, timeZone) ?? null) : null,
    progress: null,
    failureReason: status === 'FAILED' ? log : null,
    details: { __typename: 'DwsLogicalClusterTask', logicalClusterName, log },
  };
  // Never its end, result or log, which change. A start of an unknown form is part of it as it is written.
  const identity = JSON.stringify([clusterId, type, logicalClusterName, createdAt ?? start]);
  return { time, identity, value };
}

/** Tasks have no status. No document describes a running task, so it is one without a result and without an end. */
function toJobStatus(task: WireTask): ClusterJobStatus {
  if (toText(task.start_time) === null) return 'PENDING';
  const result = toText(task.result)?.toLowerCase();
  if (result === undefined) return toText(task.end_time) === null ? 'RUNNING' : 'UNKNOWN';
  return RESULTS.get(result) ?? 'UNKNOWN';
}

const RESULTS: ReadonlyMap<string, ClusterJobStatus> = new Map<string, ClusterJobStatus>([
  ['success', 'SUCCEEDED'],
  ['failed', 'FAILED'],
]);

function toClusterRow(cluster: WireCluster, nativeId: string, { account, timeZone }: Source): Row<Cluster> {
  const time = readTime(cluster.created, timeZone);
  const value: Cluster = {
    account: account.name,
    provider: account.provider,
    nativeId,
    name: toText(cluster.name),
    status: toClusterStatus(cluster),
    nativeStatus: toText(cluster.status),
    engine: 'dws',
    engineVersion: toText(cluster.version),
    nodeCount: toCount(cluster.number_of_node) ?? entriesOf(cluster.nodes)?.length ?? null,
    createdAt: time ?? null,
  };
  return { time, identity: nativeId, value };
}
