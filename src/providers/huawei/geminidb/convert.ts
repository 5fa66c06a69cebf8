import type { Cluster, ClusterKey, ClusterStatus } from '../../../domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../../domain/job.js';
import type { UpstreamResult } from '../../../upstream/index.js';
import type { Page, Row } from '../../../paging/feed.js';
import { fieldOf, isBusy, rowsOf, toCount, toText } from '../../shared/lenient.js';
import { toOptionalTime, toRequiredTime, type Source } from '../source.js';
import { isFinal } from '../status.js';
import { checkBody } from '../wire.js';
import { instanceList, jobList, type WireInstance, type WireJob } from './wire.js';

/** A page of a project's jobs. Throws UPSTREAM_INVALID. */
export function toJobPage(result: UpstreamResult, source: Source): Page<ClusterJob> {
  const { jobs, total_count: total } = checkBody(jobList, result.body, source.account);
  const clustersOf = createClustersOf(source);
  const rows = jobs.map((job, index) => toJobRow(job, index, clustersOf, source));
  return { rows, total: toCount(total), serverTime: result.serverTime };
}

/** A page of a project's instances. Throws UPSTREAM_INVALID. */
export function toClusterPage(result: UpstreamResult, source: Source): Page<Cluster> {
  const { instances, total_count: total } = checkBody(instanceList, result.body, source.account);
  const rows = instances.map((instance, index) => toClusterRow(instance, index, source));
  return { rows, total: toCount(total), serverTime: result.serverTime };
}

const JOB_STATUSES: ReadonlyMap<string | null, ClusterJobStatus> = new Map<string | null, ClusterJobStatus>([
  ['Running', 'RUNNING'],
  ['Completed', 'SUCCEEDED'],
  ['Failed', 'FAILED'],
]);

function toJobRow(job: WireJob, index: number, clustersOf: ClustersOf, source: Source): Row<ClusterJob> {
  const createdAt = toRequiredTime(job.start_time, source, 'start_time', 'jobs', index);
  const nativeId = String(job.id);
  const nativeStatus = toText(job.status);
  const status = JOB_STATUSES.get(nativeStatus) ?? 'UNKNOWN';
  const instanceId = toText(fieldOf(job.instance, 'id'));
  const instanceName = toText(fieldOf(job.instance, 'name'));
  const value: ClusterJob = {
    nativeId,
    clusters: clustersOf(instanceId),
    action: toText(job.name),
    status,
    nativeStatus,
    createdAt,
    finishedAt: isFinal(status) ? toOptionalTime(job.end_time, source) : null,
    progress: toPercent(job.progress),
    failureReason: status === 'FAILED' ? toText(job.fail_reason) : null,
    details: { __typename: 'GeminiDbTask', instanceId, instanceName },
  };
  return { time: createdAt, identity: nativeId, value };
}

type ClustersOf = (instanceId: string | null) => readonly ClusterKey[];

/** Jobs of one instance share its key. */
function createClustersOf({ account: { name: account, provider } }: Source): ClustersOf {
  const known = new Map<string, readonly ClusterKey[]>();
  return (nativeId) => {
    if (nativeId === null) return [];
    let clusters = known.get(nativeId);
    if (!clusters) known.set(nativeId, (clusters = [{ account, provider, nativeId }]));
    return clusters;
  };
}

/** "60%" as 60; `null` for "" and for what is no percentage. */
function toPercent(value: unknown): number | null {
  if (value === '') return null;
  const percent = Number(/^(\d{1,3})(?:\.\d+)? ?%?$/.exec(toText(value) ?? '')?.[1] ?? Number.NaN);
  return percent <= 100 ? percent : null;
}

const CLUSTER_STATUSES: ReadonlyMap<string | null, ClusterStatus> = new Map<string | null, ClusterStatus>([
  ['normal', 'AVAILABLE'],
  ['creating', 'CREATING'],
  ['abnormal', 'UNAVAILABLE'],
  ['data_disk_full', 'UNAVAILABLE'],
  ['frozen', 'STOPPED'],
  ['createfail', 'FAILED'],
  ['enlargefail', 'FAILED'],
]);

function toClusterRow(instance: WireInstance, index: number, source: Source): Row<Cluster> {
  const createdAt = toRequiredTime(instance.created, source, 'created', 'instances', index);
  const nativeId = String(instance.id);
  const nativeStatus = toText(instance.status);
  const status = CLUSTER_STATUSES.get(nativeStatus) ?? 'UNKNOWN';
  const value: Cluster = {
    account: source.account.name,
    provider: source.account.provider,
    nativeId,
    name: toText(instance.name),
    status: status === 'AVAILABLE' && isBusy(instance.actions) ? 'CHANGING' : status,
    nativeStatus,
    engine: toText(fieldOf(instance.datastore, 'type')),
    engineVersion: toText(fieldOf(instance.datastore, 'version')),
    nodeCount: countNodes(instance.groups),
    createdAt,
  };
  return { time: createdAt, identity: nativeId, value };
}

function countNodes(groups: unknown): number | null {
  const counts = rowsOf(groups)?.map((group) => rowsOf(fieldOf(group, 'nodes'))?.length ?? 0);
  return counts?.reduce((sum, count) => sum + count, 0) ?? null;
}
