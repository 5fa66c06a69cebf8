import type { Cluster, ClusterStatus } from '../../domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../domain/job.js';
import type { Account } from '../../domain/provider.js';
import type { Page, Row } from '../../paging/feed.js';
import type { UpstreamResult } from '../../upstream/upstream.js';
import { parseTime } from '../shared/times.js';
import { invalidAnswer } from './errors.js';
import { clustersOf, resourceIdsOf } from './involved.js';
import { fieldOf, toCount, toText, toWholeNumber } from '../shared/lenient.js';
import { clusterList, jobList, placeOf, type WireCluster, type WireJob } from './wire.js';

/** What an answer does not say of itself. */
export interface Source {
  readonly account: Account;
  /** Of times without a zone. QingCloud's end in Z. */
  readonly timeZone: string;
}

/** An answer of DescribeClusters. Throws UPSTREAM_INVALID. */
export function toClusterPage({ body, serverTime }: UpstreamResult, source: Source): Page<Cluster> {
  if (!clusterList.Check(body)) throw invalidAnswer(source.account, placeOf(clusterList.Errors(body)));
  const rows = body.cluster_set.flatMap((cluster, index) =>
    cluster === null ? [] : [toClusterRow(cluster, `cluster_set[${index}]`, source)],
  );
  return { rows, total: toCount(body.total_count), serverTime };
}

/** An answer of DescribeClusterJobs about an app. Throws UPSTREAM_INVALID. */
export function toJobPage({ body, serverTime }: UpstreamResult, app: string, source: Source): Page<ClusterJob> {
  if (!jobList.Check(body)) throw invalidAnswer(source.account, placeOf(jobList.Errors(body)));
  const rows = body.job_set.flatMap((job, index) =>
    job === null ? [] : [toJobRow(job, app, `job_set[${index}]`, source)],
  );
  return { rows, total: toCount(body.total_count), serverTime };
}

function toClusterRow(wire: WireCluster, place: string, source: Source): Row<Cluster> {
  const createdAt = toTime(wire.create_time, `${place}.create_time`, source);
  const nativeId = String(wire.cluster_id);
  const nativeStatus = toText(wire.status);
  const app = toText(wire.app_id) ?? toText(fieldOf(wire.app_info, 'app_id'));
  const value: Cluster = {
    account: source.account.name,
    provider: source.account.provider,
    nativeId,
    ...(app !== null && { app }),
    name: toText(wire.name),
    status: toClusterStatus(nativeStatus, toText(wire.transition_status)),
    nativeStatus,
    engine: toText(fieldOf(wire.app_info, 'app_name')) ?? app,
    engineVersion: toText(fieldOf(wire.app_version_info, 'name')),
    nodeCount: toWholeNumber(wire.node_count),
    createdAt,
  };
  return { time: createdAt, identity: nativeId, value };
}

const CLUSTER_STATUSES: ReadonlyMap<string | null, ClusterStatus> = new Map<string | null, ClusterStatus>([
  ['pending', 'CREATING'],
  ['active', 'AVAILABLE'],
  ['stopped', 'STOPPED'],
  ['suspended', 'STOPPED'],
  ['deleted', 'DELETED'],
  ['ceased', 'DELETED'],
]);

/** `transition_status` is "" when the cluster is idle, else creating, updating, deleting, … */
function toClusterStatus(status: string | null, transition: string | null): ClusterStatus {
  if (status === 'active' && transition !== null) return 'CHANGING';
  return CLUSTER_STATUSES.get(status) ?? 'UNKNOWN';
}

function toJobRow(wire: WireJob, app: string, place: string, source: Source): Row<ClusterJob> {
  const createdAt = toTime(wire.create_time, `${place}.create_time`, source);
  const nativeId = String(wire.job_id);
  const nativeStatus = toText(wire.status);
  const status = JOB_STATUSES.get(nativeStatus) ?? 'UNKNOWN';
  const errorCodes = toText(wire.error_codes);
  const { name: account, provider } = source.account;
  const value: ClusterJob = {
    nativeId,
    clusters: clustersOf(wire).map((id) => ({ account, provider, nativeId: id, app })),
    action: toText(wire.job_action),
    status,
    nativeStatus,
    createdAt,
    finishedAt: isFinal(status) ? toOptionalTime(wire.status_time, source) : null,
    progress: null,
    failureReason: status === 'FAILED' ? errorCodes : null,
    details: {
      __typename: 'QingCloudOperation',
      owner: toText(wire.owner),
      resourceIds: resourceIdsOf(wire),
      errorCodes,
    },
  };
  return { time: createdAt, identity: nativeId, value };
}

const JOB_STATUSES: ReadonlyMap<string | null, ClusterJobStatus> = new Map<string | null, ClusterJobStatus>([
  ['pending', 'PENDING'],
  ['working', 'RUNNING'],
  ['successful', 'SUCCEEDED'],
  ['failed', 'FAILED'],
  ['done with failure', 'FAILED'],
]);

/** `status_time` is the time of the last change; of a job that is over, that is its end. */
function isFinal(status: ClusterJobStatus): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

function toTime(text: string, place: string, { account, timeZone }: Source): number {
  const time = parseTime(text, timeZone);
  if (time === undefined) throw invalidAnswer(account, place);
  return time;
}

function toOptionalTime(value: unknown, { timeZone }: Source): number | null {
  return typeof value === 'string' ? (parseTime(value, timeZone) ?? null) : null;
}
