import DataLoader from 'dataloader';
import type { Cluster, ClusterKey } from '../domain/cluster.js';
import type { Freshness } from '../domain/freshness.js';
import type { Operation } from '../domain/operation.js';
import { readMembers } from '../paging/members.js';
import type { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';

/** Clusters by key; `null` where the provider knows none. Each cluster is asked for once an operation. */
export type ClusterLoader = DataLoader<ClusterKey, Cluster | null, string>;

export function createClusterLoader(
  accounts: ReadonlyMap<string, ProviderAccount>,
  operation: Operation,
  session: PagingSession,
  freshness: Freshness,
): ClusterLoader {
  const loadAll = async (keys: readonly ClusterKey[]) => {
    const byAccount = Map.groupBy(keys, (key) => key.account);
    const found = new Map<string, Cluster | null | Error>();
    const load = async (name: string, nativeIds: readonly string[]) => {
      const account = accounts.get(name);
      const clusters = account
        ? await loadOfAccount(account, operation, session, nativeIds)
        : nativeIds.map(() => null);
      nativeIds.forEach((nativeId, index) => found.set(cacheKey({ account: name, nativeId }), clusters[index] ?? null));
    };
    await Promise.all(
      [...byAccount].map(([name, group]) =>
        load(
          name,
          group.map(({ nativeId }) => nativeId),
        ),
      ),
    );
    for (const cluster of found.values()) if (!(cluster instanceof Error)) freshness.sawCluster(cluster);
    return keys.map((key) => found.get(cacheKey(key)) ?? null);
  };
  return new DataLoader(loadAll, { cacheKeyFn: cacheKey });
}

function cacheKey({ account, nativeId }: Pick<ClusterKey, 'account' | 'nativeId'>): string {
  return `${account}\0${nativeId}`;
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
): Promise<readonly (Cluster | null | Error)[]> {
  const list = session.list(provider.account.name, provider.clusters(operation));
  const { found, missing, isWhole } = await readMembers(list, nativeIds, (count) => provider.lookupCalls(count)).catch(
    (error: unknown) => ({ found: new Map<string, Cluster>(), missing: toError(error), isWhole: false }),
  );
  if (missing instanceof Error) return nativeIds.map(() => missing);
  // A list that hides deleted clusters cannot say that there is none.
  const asked = isWhole && provider.jobScope !== 'app' ? [] : missing;
  const looked = asked.length > 0 ? await provider.getClusters(operation, asked) : [];
  const answers = new Map(asked.map((nativeId, index) => [nativeId, looked[index] ?? null]));
  return nativeIds.map((nativeId) => found.get(nativeId) ?? answers.get(nativeId) ?? null);
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
