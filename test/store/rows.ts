import type { ClusterJob, ClusterJobStatus } from '../../src/domain/job.js';
import type { ListKey, StoreAccount, StoreRow } from '../../src/store/store.js';
import { tiebreakerOf } from '../../src/paging/sort-key.js';

export const CSS: StoreAccount = { name: 'search', provider: 'HUAWEI_CSS', region: 'r1', identity: 'css r1 p1 key1' };

export function jobList(scope: string, account = CSS.name): ListKey {
  return { account, kind: 'jobs', scope };
}

/** A row of a job list, with its position. `time`: its creation. */
export function jobRow(
  identity: string,
  time: number,
  status: ClusterJobStatus = 'SUCCEEDED',
  cluster = 'c1',
  account = CSS,
): Omit<StoreRow<ClusterJob>, 'account' | 'scope'> {
  const value: ClusterJob = {
    nativeId: identity,
    clusters: [{ account: account.name, provider: account.provider, nativeId: cluster }],
    action: 'LogBackup',
    status,
    nativeStatus: status === 'SUCCEEDED' ? 'SUCCESS' : status,
    createdAt: time,
    finishedAt: status === 'SUCCEEDED' ? time + 60_000 : null,
    progress: null,
    failureReason: null,
    details: { __typename: 'CssLogBackup', jobId: identity, trigger: 'manual', logPath: `path/${identity}/log` },
  };
  return { time, tiebreaker: tiebreakerOf(account.name, identity), identity, value };
}
