import DataLoader from 'dataloader';
import type { Cluster, ClusterKey } from '../domain/cluster.js';
import { UpstreamError } from '../domain/errors.js';
import type { Freshness } from '../domain/freshness.js';
import type { Operation } from '../domain/operation.js';
import { ListFault } from '../paging/errors.js';
import { readMembers } from '../paging/find-members.js';
import type { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';
import { loadByAccount, type Lookup } from './by-account.js';

type Key = Pick<ClusterKey, 'account' | 'nativeId'>;

/** Clusters by key; `null` where the provider has no such cluster. Each is read at most once in an operation. */
export type ClusterLoader = DataLoader<Key, Cluster | null, string>;

export function createClusterLoader(
  accounts: ReadonlyMap<string, ProviderAccount>,
  operation: Operation,
  session: PagingSession,
  freshness: Freshness,
): ClusterLoader {
  const loadAll = async (keys: readonly Key[]) => {
    const clusters = await loadByAccount(keys, async (account, group) => {
      const provider = accounts.get(account);
      const nativeIds = group.map(({ nativeId }) => nativeId);
      return provider ? loadOfAccount(provider, operation, session, nativeIds) : [];
    });
    for (const cluster of clusters) if (!(cluster instanceof Error)) freshness.sawCluster(cluster);
    return clusters;
  };
  return new DataLoader(loadAll, { cacheKeyFn: ({ account, nativeId }) => `${account}\0${nativeId}` });
}

/**
 * Rows that the operation has read already cost nothing. The others are read by id or by pages of the list, whichever
 * takes fewer calls.
 */
async function loadOfAccount(
  provider: ProviderAccount,
  operation: Operation,
  session: PagingSession,
  nativeIds: readonly string[],
): Promise<readonly Lookup<Cluster>[]> {
  const list = session.list(provider.account.name, provider.clusters(operation));
  const lookupCalls = (count: number) => provider.lookupCalls(count);
  const { found, missing, isWhole, failure } = await readMembers(list, nativeIds, lookupCalls);
  const failed = failure && !concernsListOnly(failure) ? failure : null;
  // A list that hides deleted clusters does not show that there is none.
  const isKnownMissing = isWhole && !provider.hidesDeletedClusters;
  const remaining = failed || isKnownMissing ? [] : missing;
  const lookedUp = remaining.length > 0 ? await provider.getClusters(operation, remaining) : [];
  const byId = new Map(remaining.map((nativeId, index) => [nativeId, lookedUp[index] ?? null]));
  return nativeIds.map((nativeId) => found.get(nativeId) ?? byId.get(nativeId) ?? failed);
}

const LIST_ONLY_CODES: ReadonlySet<string> = new Set(['UPSTREAM_FORBIDDEN', 'UPSTREAM_INVALID', 'UPSTREAM_LIMIT']);

/** Whether reading by id may still succeed: the list is forbidden, has an invalid row, or is too long. */
function concernsListOnly(failure: Error): boolean {
  return (failure instanceof UpstreamError || failure instanceof ListFault) && LIST_ONLY_CODES.has(failure.code);
}
