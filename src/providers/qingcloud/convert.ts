import type { Cluster, ClusterStatus } from '../../domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../domain/job.js';
import type { Account } from '../../domain/provider.js';
import type { Page, Row } from '../../paging/feed.js';
import type { UpstreamResult } from '../../upstream/upstream.js';
import { convertBody } from '../shared/exact.js';
import { isFinal } from '../shared/job-status.js';
import { readTime } from '../shared/read-time.js';
import { fieldOf, toCount, toText } from '../shared/values.js';
import { readRows } from '../shared/wire.js';
import { clustersOf, resourceIdsOf } from './job-clusters.js';
import { CLUSTER_FIELDS, JOB_FIELDS, type WireCluster, type WireJob } from './wire.js';

/** The account of a row and its settings that affect how the row is converted. */
export interface Source {
  readonly account: Account;
  /** The time zone of times without one. QingCloud's own times end in Z. */
  readonly timeZone: string;
}

/** A response of DescribeClusters. Throws UPSTREAM_INVALID. */
export function toClusterPage(result: UpstreamResult, source: Source): Page<Cluster> {
  const toRow = (cluster: WireCluster, id: string) => toClusterRow(cluster, id, source);
  const rows = convertBody(result, (body) => readRows(body, CLUSTER_FIELDS, source.account, toRow));
  return { ...rows, serverTime: result.serverTime };
}

/** A response of DescribeClusterJobs for an app. Throws UPSTREAM_INVALID. */
export function toJobPage(result: UpstreamResult, app: string, source: Source): Page<ClusterJob> {
  const toRow = (job: WireJob, id: string) => toJobRow(job, id, app, source);
  const rows = convertBody(result, (body) => readRows(body, JOB_FIELDS, source.account, toRow));
  return { ...rows, serverTime: result.serverTime };
}

function toClusterRow(wire: WireCluster, nativeId: string, { account, timeZone }: Source): Row<Cluster> {
  const time = readTime(wire.create_time, timeZone);
  const nativeStatus = toText(wire.status);
  const app = toText(wire.app_id) ?? toText(fieldOf(wire.app_info, 'app_id'));
  const value: Cluster = {
    account: account.name,
    provider: account.provider,
    nativeId,
    ...(app !== null && { app }),
    name: toText(wire.name),
    status: toClusterStatus(nativeStatus, toText(wire.transition_status)),
    nativeStatus,
    engine: toText(fieldOf(wire.app_info, 'app_name')) ?? app,
    engineVersion: toText(fieldOf(wire.app_version_info, 'name')),
    nodeCount: toCount(wire.node_count) ?? null,
    createdAt: time ?? null,
  };
  return { time, identity: nativeId, value };
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

function toJobRow(wire: WireJob, nativeId: string, app: string, source: Source): Row<ClusterJob> {
  const { timeZone } = source;
  const time = readTime(wire.create_time, timeZone);
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
    createdAt: time ?? null,
    finishedAt: isFinal(status) ? (readTime(wire.status_time, timeZone) ?? null) : null,
    progress: null,
    failureReason: status === 'FAILED' ? errorCodes : null,
    details: {
      __typename: 'QingCloudOperation',
      owner: toText(wire.owner),
      resourceIds: resourceIdsOf(wire),
      errorCodes,
    },
  };
  return { time, identity: nativeId, value };
}

const JOB_STATUSES: ReadonlyMap<string | null, ClusterJobStatus> = new Map<string | null, ClusterJobStatus>([
  ['pending', 'PENDING'],
  ['working', 'RUNNING'],
  ['successful', 'SUCCEEDED'],
  ['failed', 'FAILED'],
  ['done with failure', 'FAILED'],
]);
