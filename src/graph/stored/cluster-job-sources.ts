import type { ClusterJob } from '../../domain/job.js';
import type { Sources } from '../../paging/connection-page.js';
import type { ProviderAccount } from '../../providers/provider.js';
import type { ListKey, RowFilter } from '../../store/store.js';
import type { GraphContext } from '../context.js';
import type { JobSelection } from '../filters.js';
import { jobSource, type JobSource, type ListOfClusters, listsOfClusters } from '../sources.js';
import { listsThatReachTooShort } from './account-lists.js';
import type { StoreUse } from './staleness.js';
import { storedJobSource } from './stored-job-source.js';
import { boundOf, completenessOf, windowMsOf } from './time-windows.js';

type JobSources = Sources<ClusterJob, JobSource>;

/** The jobs of named clusters: each list from the store where its copy is fresh enough. */
export async function namedSources(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
  providers: readonly ProviderAccount[],
  ids: readonly string[],
): Promise<JobSources> {
  const { lists, unlisted } = await listsOfClusters(context, providers, ids);
  const parts = await Promise.all(lists.map((list) => storedClusterJobs(context, use, selection, list)));
  const isNothing = lists.length === 0 && unlisted.length > 0;
  return {
    sources: parts.flatMap(({ sources }) => sources),
    unlisted,
    asOf: isNothing ? null : Math.min(use.startedAt, ...parts.map(({ asOf }) => asOf ?? Infinity)),
    isStoreUsed: true,
    ...completenessOf(
      context,
      use,
      selection,
      lists.map(({ provider }, index) => ({ provider, since: parts[index]?.since })),
    ),
  };
}

/** Jobs of clusters with one list, from the store where the copy of the list is fresh enough. */
export async function storedClusterJobs(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
  list: ListOfClusters,
): Promise<JobSources> {
  const { provider, scope, clusters } = list;
  const { name: account } = provider.account;
  const key: ListKey = { account, kind: 'jobs', scope };
  const state = await use.store.list(key);
  const isFresh = state !== null && state.readAt >= use.cutoff;
  const short = await listsThatReachTooShort(context, use, selection, provider);
  if (!isFresh || short.length > 0) {
    const source = jobSource(context, provider, scope, selection, clusters);
    return { sources: [source], unlisted: [], asOf: use.startedAt, isStoreUsed: true };
  }
  const isShared = provider.jobScope !== 'cluster';
  const filter: RowFilter = {
    accounts: [boundOf(context, use, selection.range, provider)],
    ...(isShared ? { clusters: clusters.map(({ nativeId }) => ({ account, nativeId })) } : { scopes: [key] }),
    statuses: selection.statuses,
    actions: selection.actions,
  };
  // The key of the live list, so that a cursor of live pages has the stored list's position too.
  const source = storedJobSource(
    context,
    use,
    provider.jobs(context.operation, scope, selection.statuses).key,
    account,
    filter,
  );
  const { reachesBackTo } = state;
  const isLimited = windowMsOf(context, provider) === undefined && reachesBackTo !== null;
  const complete = { provider, since: isLimited ? reachesBackTo : undefined };
  return {
    sources: [source],
    unlisted: [],
    asOf: state.readAt,
    isStoreUsed: true,
    ...completenessOf(context, use, selection, [complete]),
  };
}
