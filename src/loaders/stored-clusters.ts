import DataLoader from 'dataloader';
import type { Cluster } from '../domain/cluster.js';
import type { Freshness } from '../domain/freshness.js';
import { StoreError } from '../store/database.js';
import type { Store } from '../store/store.js';
import { loadByAccount, type Lookup } from './by-account.js';
import type { ClusterLoader } from './clusters.js';

export interface StoredClusterLoaderOptions {
  readonly store: Store;
  /** Copies of this time or later may be used, milliseconds since 1970. */
  readonly cutoff: number;
  /** How old copies may be, in milliseconds. */
  readonly maxAgeMs: number;
  /** Reads the clusters without such a copy. */
  readonly live: ClusterLoader;
  readonly freshness: Freshness;
}

/**
 * Clusters by key from copies of their accounts' lists. Those without a copy that may be used are read live, and all of
 * them where the store cannot be used.
 */
export function createStoredClusterLoader(options: StoredClusterLoaderOptions): ClusterLoader {
  const { store, cutoff, maxAgeMs, live, freshness } = options;
  const loadStored = async (account: string, nativeIds: readonly string[]) => {
    const state = await store.list({ account, kind: 'clusters', scope: '' });
    if (!state || state.readAt < cutoff) return undefined;
    freshness.sawCopy(state.readAt + maxAgeMs);
    return store.findClusters(account, nativeIds);
  };
  const loadOfAccount = async (
    account: string,
    keys: readonly { readonly account: string; readonly nativeId: string }[],
  ): Promise<readonly Lookup<Cluster>[]> => {
    const nativeIds = keys.map(({ nativeId }) => nativeId);
    const rows = await loadStored(account, nativeIds).catch((error: unknown) => {
      if (error instanceof StoreError) return undefined;
      throw error;
    });
    if (!rows) return live.loadMany(keys);
    const found = new Map(rows.map(({ identity, value }) => [identity, value]));
    for (const cluster of found.values()) freshness.sawCluster(cluster);
    return nativeIds.map((nativeId) => found.get(nativeId) ?? null);
  };
  return new DataLoader((keys) => loadByAccount(keys, loadOfAccount), {
    cacheKeyFn: ({ account, nativeId }) => `${account}\0${nativeId}`,
  });
}
