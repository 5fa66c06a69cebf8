import type { Cluster } from '../../../src/domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../../src/domain/job.js';
import type { Account } from '../../../src/domain/provider.js';
import type { Row } from '../../../src/paging/feed.js';
import type { WireOperation } from './wire.js';

const STATUSES: Readonly<Record<string, ClusterJobStatus>> = { busy: 'RUNNING', done: 'SUCCEEDED', broken: 'FAILED' };

export function toJobRow(account: Account, { uid, cluster, verb, state, began }: WireOperation): Row<ClusterJob> {
  const createdAt = Date.parse(began);
  const value: ClusterJob = {
    nativeId: uid,
    clusters: [{ account: account.name, provider: account.provider, nativeId: cluster }],
    action: verb,
    status: STATUSES[state] ?? 'UNKNOWN',
    nativeStatus: state,
    createdAt,
    finishedAt: null,
    progress: null,
    failureReason: null,
    // A real provider brings a type of its own for what only it tells.
    details: { __typename: 'GeminiDbTask', instanceId: cluster, instanceName: null },
  };
  return { time: createdAt, identity: uid, value };
}

export function toCluster(account: Account, nativeId: string): Cluster {
  const key = { account: account.name, provider: account.provider, nativeId };
  const untold = { nativeStatus: null, engine: null, engineVersion: null, nodeCount: null };
  return { ...key, ...untold, name: nativeId.toUpperCase(), status: 'AVAILABLE', createdAt: Date.UTC(2020, 0, 1) };
}
