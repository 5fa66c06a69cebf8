import type { ClusterJob } from '../../domain/job.js';
import { unlistedId, unlistedKey } from '../../paging/cursor/progress.js';
import type { Sources } from '../../paging/connection-page.js';
import type { ProviderAccount } from '../../providers/provider.js';
import type { ListKey, RowFilter } from '../../store/store.js';
import type { GraphContext } from '../context.js';
import { isImpossible, type JobSelection, selectAccounts } from '../filters.js';
import { jobSource, type JobSource } from '../sources.js';
import { type AccountLists, accountLists, laggingLists } from './account-lists.js';
import { namedSources } from './cluster-job-sources.js';
import type { StoreUse } from './staleness.js';
import { storedJobSource } from './stored-job-source.js';
import { boundOf, completenessOf } from './time-windows.js';

type JobSources = Sources<ClusterJob, JobSource>;

/**
 * The sources of `Query.clusterJobs`: one for all lists whose copy is fresh enough, and one for each of the others.
 * A list that an outage left at another position of the walk has a source of its own.
 */
export async function storedJobSources(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
): Promise<JobSources> {
  const empty = { sources: [], unlisted: [], asOf: use.startedAt, isStoreUsed: true };
  if (isImpossible(selection)) return empty;
  const providers = selectAccounts(context.accounts, selection);
  if (selection.clusters) return namedSources(context, use, selection, providers, selection.clusters);
  const names = providers.map(({ account }) => account.name);
  const freshness = await use.store.freshness(names, use.cutoff);
  const accounts = await Promise.all(
    providers.map((provider) => accountLists(context, use, selection, provider, freshness.get(provider.account.name))),
  );
  const stored = accounts.filter(({ isStored }) => isStored);
  const live = accounts.flatMap((account) =>
    account.live.map(({ scope }) => liveSource(context, account.provider, scope, selection)),
  );
  const lagging = use.lags.size > 0 ? await laggingLists(context, use, selection, stored) : [];
  const isApart = ({ provider }: AccountLists) => use.lags.has(unlistedId(provider.account.name));
  const together = stored.filter((account) => !isApart(account));
  const toStored = (key: string, some: readonly AccountLists[]) =>
    storedSource(context, use, selection, key, some, lagging);
  const sources = [
    ...(together.length > 0 ? [{ ...toStored('store', together), isMain: true }] : []),
    // The cursor has the position of an account at another position under its own name, also if its lists are unknown.
    ...stored.filter(isApart).map((account) => toStored(unlistedKey(account.provider.account.name), [account])),
    ...lagging.map(({ account, key }) => storedListSource(context, use, selection, account.provider, key)),
    ...live,
  ];
  const oldest = Math.min(use.startedAt, ...accounts.map(({ asOf }) => asOf));
  const isNothing = sources.length === 0 && accounts.some(({ unlisted }) => unlisted.length > 0);
  return {
    sources,
    unlisted: accounts.flatMap(({ unlisted }) => unlisted),
    asOf: isNothing ? null : oldest,
    isStoreUsed: true,
    ...completenessOf(context, use, selection, accounts),
  };
}

function storedSource(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
  key: string,
  accounts: readonly AccountLists[],
  lagging: readonly { readonly key: ListKey }[],
): JobSource {
  const { range } = selection;
  const filter: RowFilter = {
    accounts: accounts.map(({ provider }) => boundOf(context, use, range, provider)),
    statuses: selection.statuses,
    actions: selection.actions,
    without: [...accounts.flatMap(({ live }) => live), ...lagging.map(({ key }) => key)],
  };
  return storedJobSource(context, use, key, '', filter);
}

/** A separate source for one list. It has the name of the live list, so that cursors keep its position. */
function storedListSource(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
  provider: ProviderAccount,
  key: ListKey,
): JobSource {
  const filter: RowFilter = {
    accounts: [boundOf(context, use, selection.range, provider)],
    scopes: [key],
    statuses: selection.statuses,
    actions: selection.actions,
  };
  const { name } = provider.account;
  return storedJobSource(
    context,
    use,
    provider.jobs(context.operation, key.scope, selection.statuses).key,
    name,
    filter,
  );
}

function liveSource(
  context: GraphContext,
  provider: ProviderAccount,
  scope: string,
  selection: JobSelection,
): JobSource {
  const { name: account, provider: word } = provider.account;
  const isOfCluster = provider.jobScope === 'cluster';
  const clusters = isOfCluster ? [{ account, provider: word, nativeId: scope }] : undefined;
  return jobSource(context, provider, scope, selection, clusters);
}
