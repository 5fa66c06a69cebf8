import type { ClusterJob } from '../../domain/job.js';
import type { Sources } from '../../paging/connection-page.js';
import { jobScopeOf, type ProviderAccount } from '../../providers/provider.js';
import type { ListKey, RowFilter } from '../../store/store.js';
import type { GraphContext } from '../context.js';
import { type JobSelection, namedClusters } from '../filters.js';
import { jobSource, type JobSource } from '../sources.js';
import { listsThatReachTooShort } from './account-lists.js';
import type { StoreUse } from './staleness.js';
import { storedJobSource } from './stored-job-source.js';
import { boundOf, windowOf } from './time-windows.js';

type JobSources = Sources<ClusterJob, JobSource>;

/** The jobs of named clusters: each list from the store where its copy is fresh enough. */
export async function namedSources(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
  providers: readonly ProviderAccount[],
  ids: readonly string[],
): Promise<JobSources> {
  const parts = await Promise.all(
    namedClusters(context.accounts, ids).map(async (cluster): Promise<JobSources> => {
      const provider = providers.find(({ account }) => account.name === cluster.account);
      const scope = provider && jobScopeOf(provider, cluster);
      if (!provider || scope === undefined) return { sources: [], unlisted: [] };
      return storedClusterJobs(context, use, selection, provider, cluster, scope);
    }),
  );
  // Clusters that share a live list are one source of it.
  const sources = new Map(parts.flatMap((part) => part.sources.map((source) => [source.feed.key, source] as const)));
  return {
    sources: [...sources.values()],
    unlisted: parts.flatMap(({ unlisted }) => unlisted),
    asOf: Math.min(use.startedAt, ...parts.map(({ asOf }) => asOf ?? Infinity)),
    isStoreUsed: true,
    ...windowOf(context, use, selection, providers),
  };
}

/** The jobs of one cluster, from the store where the copy of its list is fresh enough. */
export async function storedClusterJobs(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
  provider: ProviderAccount,
  cluster: { readonly account: string; readonly nativeId: string },
  scope: string,
): Promise<JobSources> {
  const { account, nativeId } = cluster;
  const key: ListKey = { account, kind: 'jobs', scope };
  const state = await use.store.list(key);
  const isFresh = state !== null && state.readAt >= use.cutoff;
  const short = await listsThatReachTooShort(context, use, selection, provider);
  const window = windowOf(context, use, selection, [provider]);
  if (!isFresh || short.length > 0) {
    const named = [{ account, nativeId, provider: provider.account.provider }];
    const source = jobSource(context, provider, scope, selection, named);
    return { sources: [source], unlisted: [], asOf: use.startedAt, isStoreUsed: true };
  }
  const isShared = provider.jobScope !== 'cluster';
  const filter: RowFilter = {
    accounts: [boundOf(context, use, selection.range, provider)],
    ...(isShared ? { clusters: [{ account, nativeId }] } : { scopes: [key] }),
    statuses: selection.statuses,
    actions: selection.actions,
  };
  const name = provider.jobs(context.operation, scope).key;
  const source = storedJobSource(context, use, isShared ? `${name} ${nativeId}` : name, account, filter);
  return { sources: [source], unlisted: [], asOf: state.readAt, isStoreUsed: true, ...window };
}
