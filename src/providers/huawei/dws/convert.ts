import type { Cluster, ClusterStatus } from '../../../domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../../domain/job.js';
import type { UpstreamResult } from '../../../upstream/index.js';
import type { Page, Row } from '../../../paging/feed.js';
import { isBusy, rowsOf, toCount, toText, toWholeNumber } from '../../shared/lenient.js';
import { toOptionalTime, toRequiredTime, type Source } from '../source.js';
import { isFinal } from '../status.js';
import { checkBody } from '../wire.js';
import { clusterDetail, clusterList, taskList, type WireCluster, type WireTask } from './wire.js';

/** A page of the tasks of a cluster's logical clusters. Throws UPSTREAM_INVALID. */
export function toJobPage(result: UpstreamResult, clusterId: string, source: Source): Page<ClusterJob> {
  const { logical_cluster_tasks: tasks, count } = checkBody(taskList, result.body, source.account);
  const rows = tasks.map((task, index) => toJobRow(task, index, clusterId, source));
  return { rows, total: toCount(count), serverTime: result.serverTime };
}

/** All clusters of a project, newest first: the service promises no order. Throws UPSTREAM_INVALID. */
export function toClusterPage(result: UpstreamResult, source: Source): Page<Cluster> {
  const { clusters } = checkBody(clusterList, result.body, source.account);
  const rows = clusters.map((cluster, index) => toClusterRow(cluster, source, 'clusters', index));
  return {
    rows: rows.sort((a, b) => (a.time === undefined || b.time === undefined ? 0 : b.time - a.time)),
    serverTime: result.serverTime,
  };
}

/** One cluster by its detail. Throws UPSTREAM_INVALID. */
export function toCluster(result: UpstreamResult, source: Source): Cluster {
  const { cluster } = checkBody(clusterDetail, result.body, source.account);
  return toClusterRow(cluster, source, 'cluster').value;
}

function toJobRow(task: WireTask, index: number, clusterId: string, source: Source): Row<ClusterJob> {
  const list = 'logical_cluster_tasks';
  const createdAt = hasStarted(task) ? toRequiredTime(task.start_time, source, 'start_time', list, index) : null;
  const status = toJobStatus(task);
  const type = toText(task.type);
  const logicalClusterName = toText(task.logical_cluster_name);
  const log = toText(task.log);
  const value: ClusterJob = {
    nativeId: null,
    clusters: [{ account: source.account.name, provider: source.account.provider, nativeId: clusterId }],
    action: type,
    status,
    nativeStatus: toText(task.result),
    createdAt,
    finishedAt: isFinal(status) ? toOptionalTime(task.end_time, source) : null,
    progress: null,
    failureReason: status === 'FAILED' ? log : null,
    details: { __typename: 'DwsLogicalClusterTask', logicalClusterName, log },
  };
  // Never its end, result or log, which change.
  const identity = JSON.stringify([clusterId, type, logicalClusterName, createdAt]);
  return { time: createdAt ?? Infinity, identity, value };
}

function hasStarted(task: WireTask): task is WireTask & { start_time: string } {
  return toText(task.start_time) !== null;
}

/** There is no status. What stands for it while a task runs is in no document: no result and no end, then. */
function toJobStatus(task: WireTask): ClusterJobStatus {
  if (!hasStarted(task)) return 'PENDING';
  const result = toText(task.result)?.toLowerCase();
  if (result === undefined) return toText(task.end_time) === null ? 'RUNNING' : 'UNKNOWN';
  return RESULTS.get(result) ?? 'UNKNOWN';
}

const RESULTS: ReadonlyMap<string, ClusterJobStatus> = new Map<string, ClusterJobStatus>([
  ['success', 'SUCCEEDED'],
  ['failed', 'FAILED'],
]);

const CLUSTER_STATUSES: ReadonlyMap<string | null, ClusterStatus> = new Map<string | null, ClusterStatus>([
  ['CREATING', 'CREATING'],
  // Documents list ACTIVE; the service says AVAILABLE.
  ['AVAILABLE', 'AVAILABLE'],
  ['ACTIVE', 'AVAILABLE'],
  ['FAILED', 'FAILED'],
  ['CREATE_FAILED', 'FAILED'],
  ['CREATION FAILED', 'FAILED'],
  ['DELETING', 'CHANGING'],
  ['FROZEN', 'STOPPED'],
  ['POLICE_FROZEN', 'STOPPED'],
  ['UNAVAILABLE', 'UNAVAILABLE'],
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
    status: status === 'AVAILABLE' && isBusy(cluster.task_status) ? 'CHANGING' : status,
    nativeStatus,
    engine: 'dws',
    engineVersion: toText(cluster.version),
    nodeCount: toWholeNumber(cluster.number_of_node) ?? rowsOf(cluster.nodes)?.length ?? null,
    createdAt,
  };
  return { time: createdAt, identity: nativeId, value };
}
