import DataLoader from 'dataloader';
import type { Cluster } from '../domain/cluster.js';
import { StoreError } from '../store/database.js';
import type { Store } from '../store/store.js';
import { loadByAccount, type Lookup } from './by-account.js';
import type { ClusterLoader } from './clusters.js';

/**
 * Clusters by key from copies of their accounts' lists that were read at `cutoff` or later (milliseconds since 1970).
 * The others are read live, and all of them where the store cannot be used.
 */
export function createStoredClusterLoader(store: Store, cutoff: number, live: ClusterLoader): ClusterLoader {
  const loadStored = async (account: string, nativeIds: readonly string[]) => {
    const state = await store.list({ account, kind: 'clusters', scope: '' });
    return state && state.readAt >= cutoff ? store.findClusters(account, nativeIds) : undefined;
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
    return nativeIds.map((nativeId) => found.get(nativeId) ?? null);
  };
  return new DataLoader((keys) => loadByAccount(keys, loadOfAccount), {
    cacheKeyFn: ({ account, nativeId }) => `${account}\0${nativeId}`,
  });
}
