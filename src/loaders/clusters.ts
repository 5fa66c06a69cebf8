import DataLoader from 'dataloader';
import type { Cluster, ClusterKey } from '../domain/cluster.js';
import { UpstreamError } from '../domain/errors.js';
import type { Freshness } from '../domain/freshness.js';
import type { Operation } from '../domain/operation.js';
import { readMembers } from '../paging/find-members.js';
import type { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';

/** A cluster, `null` where its provider knows none, or why it could not be read. */
export type ClusterAnswer = Cluster | Error | null;

type Key = Pick<ClusterKey, 'account' | 'nativeId'>;

/** Clusters by key; `null` where the provider knows none. Each cluster is asked for once an operation. */
export type ClusterLoader = DataLoader<Key, Cluster | null, string>;

export function createClusterLoader(
  accounts: ReadonlyMap<string, ProviderAccount>,
  operation: Operation,
  session: PagingSession,
  freshness: Freshness,
): ClusterLoader {
  const loadAll = async (keys: readonly Key[]) => {
    const answers = new Map<Key, ClusterAnswer>();
    const load = async ([name, group]: [string, readonly Key[]]) => {
      const provider = accounts.get(name);
      const nativeIds = group.map(({ nativeId }) => nativeId);
      const found = provider ? await loadOfAccount(provider, operation, session, nativeIds) : [];
      group.forEach((key, index) => answers.set(key, found[index] ?? null));
    };
    await Promise.all([...Map.groupBy(keys, ({ account }) => account)].map(load));
    for (const answer of answers.values()) if (!(answer instanceof Error)) freshness.sawCluster(answer);
    return keys.map((key) => answers.get(key) ?? null);
  };
  return new DataLoader(loadAll, { cacheKeyFn: ({ account, nativeId }) => `${account}\0${nativeId}` });
}

/**
 * What the operation has read already costs nothing; else by id or by pages of the list, whichever is fewer calls.
 * Never rejects: a fault is each cluster's own.
 */
async function loadOfAccount(
  provider: ProviderAccount,
  operation: Operation,
  session: PagingSession,
  nativeIds: readonly string[],
): Promise<readonly ClusterAnswer[]> {
  const list = session.list(provider.account.name, provider.clusters(operation));
  const lookupCalls = (count: number) => provider.lookupCalls(count);
  const { found, missing, isWhole, failure } = await readMembers(list, nativeIds, lookupCalls);
  // Who may not list the clusters may still be told of each.
  const rest = failure && !isForbidden(failure) ? failure : null;
  // A list that hides deleted clusters cannot say that there is none.
  const asked = rest || (isWhole && provider.jobScope !== 'app') ? [] : missing;
  const looked = asked.length > 0 ? await provider.getClusters(operation, asked) : [];
  const answers = new Map(asked.map((nativeId, index) => [nativeId, looked[index] ?? null]));
  return nativeIds.map((nativeId) => found.get(nativeId) ?? answers.get(nativeId) ?? rest);
}

function isForbidden(failure: Error): boolean {
  return failure instanceof UpstreamError && failure.code === 'UPSTREAM_FORBIDDEN';
}
