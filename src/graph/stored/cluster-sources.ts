import { CLUSTER_STATUSES, type Cluster } from '../../domain/cluster.js';
import type { Sources } from '../../paging/connection-page.js';
import type { Source } from '../../paging/source.js';
import type { ProviderAccount } from '../../providers/provider.js';
import type { RowFilter, StoreRow } from '../../store/store.js';
import { accountOf } from '../accounts.js';
import type { GraphContext } from '../context.js';
import type { ClusterSelection } from '../filters.js';
import { clusterSource } from '../sources.js';
import type { StoreUse } from './staleness.js';
import { storedFeed, storedRows } from './stored-rows.js';

const LISTED = CLUSTER_STATUSES.filter((status) => status !== 'DELETED');

/** The sources of clusters: one for all accounts whose copy is fresh enough, and one for each of the others. */
export async function storedClusterSources(
  context: GraphContext,
  use: StoreUse,
  selection: ClusterSelection,
  providers: readonly ProviderAccount[],
): Promise<Sources<Cluster>> {
  const { store, cutoff, lags, startedAt } = use;
  const states = await Promise.all(
    providers.map(({ account }) => store.list({ account: account.name, kind: 'clusters', scope: '' })),
  );
  const readAtOf = (index: number) => states[index]?.readAt ?? 0;
  const stored = providers.filter((_, index) => readAtOf(index) >= cutoff);
  // After an outage, a list may be at another position of the walk. It is read live from that position.
  const together = lags.size > 0 ? [] : stored;
  const live = providers.filter((provider) => !together.includes(provider));
  const sources = [
    ...(together.length > 0 ? [storedSource(context, use, selection, together)] : []),
    ...live.map((provider) => clusterSource(context, provider, selection)),
  ];
  const used = together.map((provider) => readAtOf(providers.indexOf(provider)));
  return { sources, unlisted: [], asOf: Math.min(startedAt, ...used), isStoreUsed: true };
}

function storedSource(
  context: GraphContext,
  { store }: StoreUse,
  { statuses, nameContains }: ClusterSelection,
  providers: readonly ProviderAccount[],
): Source<Cluster> {
  const hidesDeleted = providers.some((provider) => provider.hidesDeletedClusters);
  const filter: RowFilter = {
    accounts: providers.map(({ account: { name } }) => ({ name })),
    statuses: statuses ?? (hidesDeleted ? LISTED : undefined),
    nameContains,
  };
  const lists = new Map<string, Source<Cluster>>();
  const listOf = ({ account }: StoreRow<Cluster>): Source<Cluster> => {
    let list = lists.get(account);
    if (!list) {
      const { key } = accountOf(context, account).clusters(context.operation);
      lists.set(account, (list = { feed: storedFeed(key), space: account }));
    }
    return list;
  };
  const stored = storedRows(store, 'clusters', filter, (query) => store.clusters(query), listOf);
  return { feed: storedFeed('store:clusters'), space: '', stored, isMain: true };
}
