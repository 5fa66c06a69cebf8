import type { Cluster } from '../../../src/domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../../src/domain/job.js';
import type { Account } from '../../../src/domain/provider.js';
import { readTime } from '../../../src/providers/shared/read-time.js';
import { toText } from '../../../src/providers/shared/values.js';
import type { Row } from '../../../src/paging/feed.js';
import { readTokenPage, type WireOperation } from './wire.js';
import type { TokenPage } from './token-rows.js';

/** A page of operations. Throws UPSTREAM_INVALID. */
export function toJobPage(body: unknown, account: Account): TokenPage<ClusterJob> {
  return readTokenPage(body, account, (wire, id) => toJobRow(wire, id, account));
}

const STATUSES: ReadonlyMap<string | null, ClusterJobStatus> = new Map<string | null, ClusterJobStatus>([
  ['busy', 'RUNNING'],
  ['done', 'SUCCEEDED'],
  ['broken', 'FAILED'],
]);

function toJobRow(wire: WireOperation, nativeId: string, { name: account, provider }: Account): Row<ClusterJob> {
  const time = readTime(wire.began, 'UTC');
  const cluster = toText(wire.cluster);
  const nativeStatus = toText(wire.state);
  const value: ClusterJob = {
    nativeId,
    clusters: cluster === null ? [] : [{ account, provider, nativeId: cluster }],
    action: toText(wire.verb),
    status: STATUSES.get(nativeStatus) ?? 'UNKNOWN',
    nativeStatus,
    createdAt: time ?? null,
    finishedAt: null,
    progress: null,
    failureReason: null,
    // A real provider adds a type of its own for its own fields.
    details: { __typename: 'GeminiDbTask', instanceId: cluster, instanceName: null },
  };
  return { time, identity: nativeId, value };
}

export function toCluster(account: Account, nativeId: string): Cluster {
  const key = { account: account.name, provider: account.provider, nativeId };
  const unknown = { nativeStatus: null, engine: null, engineVersion: null, nodeCount: null };
  return { ...key, ...unknown, name: nativeId.toUpperCase(), status: 'AVAILABLE', createdAt: Date.UTC(2020, 0, 1) };
}
