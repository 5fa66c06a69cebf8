import type { Cluster, ClusterKey, ClusterStatus } from '../../../domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../../domain/job.js';
import type { UpstreamResult } from '../../../upstream/index.js';
import type { Page, Row } from '../../../paging/feed.js';
import { convertBody } from '../../shared/exact.js';
import { isFinal } from '../../shared/job-status.js';
import { readTime } from '../../shared/read-time.js';
import { entriesOf, fieldOf, isBusy, toText } from '../../shared/values.js';
import { readRows } from '../../shared/wire.js';
import type { Source } from '../source.js';
import { INSTANCE_FIELDS, JOB_FIELDS, type WireInstance, type WireJob } from './wire.js';

/** A page of a project's jobs. Throws UPSTREAM_INVALID. */
export function toJobPage(result: UpstreamResult, source: Source): Page<ClusterJob> {
  const clustersOf = createClustersOf(source);
  const toRow = (job: WireJob, id: string) => toJobRow(job, id, clustersOf, source);
  const rows = convertBody(result, (body) => readRows(body, JOB_FIELDS, source.account, toRow));
  return { ...rows, serverTime: result.serverTime };
}

/** A page of a project's instances. Throws UPSTREAM_INVALID. */
export function toClusterPage(result: UpstreamResult, source: Source): Page<Cluster> {
  const toRow = (instance: WireInstance, id: string) => toClusterRow(instance, id, source);
  const rows = convertBody(result, (body) => readRows(body, INSTANCE_FIELDS, source.account, toRow));
  return { ...rows, serverTime: result.serverTime };
}

const JOB_STATUSES: ReadonlyMap<string | null, ClusterJobStatus> = new Map<string | null, ClusterJobStatus>([
  ['Running', 'RUNNING'],
  ['Completed', 'SUCCEEDED'],
  ['Failed', 'FAILED'],
]);

function toJobRow(job: WireJob, nativeId: string, clustersOf: ClustersOf, { timeZone }: Source): Row<ClusterJob> {
  const time = readTime(job.start_time, timeZone);
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
    createdAt: time ?? null,
    finishedAt: isFinal(status) ? (readTime(job.end_time, timeZone) ?? null) : null,
    progress: toPercent(job.progress),
    failureReason: status === 'FAILED' ? toText(job.fail_reason) : null,
    details: { __typename: 'GeminiDbTask', instanceId, instanceName },
  };
  return { time, identity: nativeId, value };
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

/** "60%" as 60; `null` for "" and for anything but a percentage. */
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

function toClusterRow(instance: WireInstance, nativeId: string, { account, timeZone }: Source): Row<Cluster> {
  const time = readTime(instance.created, timeZone);
  const nativeStatus = toText(instance.status);
  const status = CLUSTER_STATUSES.get(nativeStatus) ?? 'UNKNOWN';
  const value: Cluster = {
    account: account.name,
    provider: account.provider,
    nativeId,
    name: toText(instance.name),
    status: status === 'AVAILABLE' && isBusy(instance.actions) ? 'CHANGING' : status,
    nativeStatus,
    engine: toText(fieldOf(instance.datastore, 'type')),
    engineVersion: toText(fieldOf(instance.datastore, 'version')),
    nodeCount: countNodes(instance.groups),
    createdAt: time ?? null,
  };
  return { time, identity: nativeId, value };
}

function countNodes(groups: unknown): number | null {
  const counts = entriesOf(groups)?.map((group) => entriesOf(fieldOf(group, 'nodes'))?.length ?? 0);
  return counts?.reduce((sum, count) => sum + count, 0) ?? null;
}
