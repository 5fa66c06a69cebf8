import { toError } from '../../domain/errors.js';
import type { ClusterJob } from '../../domain/job.js';
import { sourceId } from '../../paging/cursor/state.js';
import { type UnlistedAccount, unlistedId } from '../../paging/cursor/progress.js';
import type { Sources } from '../../paging/connection-page.js';
import { jobScopeOf, type ProviderAccount } from '../../providers/provider.js';
import type { ListKey, RowFilter, StoreRow } from '../../store/store.js';
import { accountOf } from '../accounts.js';
import type { GraphContext } from '../context.js';
import { isImpossible, type JobSelection, namedClusters, selectAccounts } from '../filters.js';
import { jobSource, type JobSource } from '../sources.js';
import { readClusterList } from '../../sync/read-cluster-list.js';
import type { StoreUse } from './staleness.js';
import { storedFeed, storedRows } from './stored-rows.js';

type JobSources = Sources<ClusterJob, JobSource>;

/** Of one account: which of its lists are read from the store, and which live. */
interface AccountLists {
  readonly provider: ProviderAccount;
  /** Lists whose copy is too old. */
  readonly live: readonly ListKey[];
  /** The store has copies that are fresh enough. */
  readonly isStored: boolean;
  readonly unlisted: readonly UnlistedAccount[];
  /** When the oldest of what is used was read. */
  readonly asOf: number;
}

/**
 * The sources of `Query.clusterJobs`: one for all lists whose copy is fresh enough, and one for each of the others.
 * Lists that an outage left at another place of the walk stand alone.
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
  const accounts = await Promise.all(providers.map((provider) => accountLists(context, use, selection, provider)));
  const stored = accounts.filter(({ isStored }) => isStored);
  const live = accounts.flatMap((account) =>
    account.live.map(({ scope }) => liveSource(context, account.provider, scope, selection)),
  );
  const lagging = use.lags.size > 0 ? await laggingLists(context, use, stored) : [];
  const isApart = ({ provider }: AccountLists) => use.lags.has(unlistedId(provider.account.name));
  const together = stored.filter((account) => !isApart(account));
  const sources = [
    ...(together.length > 0 ? [storedSource(context, use, selection, together, lagging)] : []),
    ...stored.filter(isApart).map((account) => storedSource(context, use, selection, [account], lagging)),
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
    ...windowOf(context, use, selection, providers),
  };
}

/** Decides for one account. Its cluster list is a source too: where its copy is too old, it is read live. */
async function accountLists(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
  provider: ProviderAccount,
): Promise<AccountLists> {
  const { store, cutoff } = use;
  const { name: account } = provider.account;
  let clustersAsOf = use.startedAt;
  if (!provider.knownJobScopes) {
    const clusters = await store.list({ account, kind: 'clusters', scope: '' });
    if (clusters && clusters.readAt >= cutoff) clustersAsOf = clusters.readAt;
    else {
      const error = await readClusterList({ ...context, ...use, provider }).then(() => undefined, toError);
      if (error) return { provider, live: [], isStored: false, unlisted: [{ space: account, error }], asOf: Infinity };
    }
  }
  const stale = await store.listsReadBefore(account, 'jobs', cutoff, Number.MAX_SAFE_INTEGER);
  const missing = await missingLists(use, provider);
  const short = await listsThatReachTooShort(context, use, selection, provider);
  const oldest = await store.oldestReading(account, 'jobs', cutoff);
  const live: ListKey[] = [...stale, ...missing, ...short].map(({ scope }) => ({ account, kind: 'jobs', scope }));
  return {
    provider,
    live,
    isStored: oldest !== null && short.length === 0,
    unlisted: [],
    asOf: Math.min(clustersAsOf, oldest ?? Infinity),
  };
}

/** Configured scopes that the store has never seen. */
async function missingLists({ store }: StoreUse, provider: ProviderAccount): Promise<readonly ListKey[]> {
  const keys = (provider.knownJobScopes ?? []).map((scope): ListKey => ({
    account: provider.account.name,
    kind: 'jobs',
    scope,
  }));
  const states = await Promise.all(keys.map((key) => store.list(key)));
  return keys.filter((_, index) => !states[index]);
}

/** A list by time windows was read back to some time; a search further back is read live. */
async function listsThatReachTooShort(
  context: GraphContext,
  { store, cutoff }: StoreUse,
  { range }: JobSelection,
  provider: ProviderAccount,
): Promise<readonly ListKey[]> {
  if (range.from === undefined || windowMsOf(context, provider) === undefined) return [];
  const key: ListKey = { account: provider.account.name, kind: 'jobs', scope: '' };
  const state = await store.list(key);
  const isUsed = state !== null && state.readAt >= cutoff;
  return isUsed && (state.reachesBackTo ?? Infinity) > range.from ? [key] : [];
}

/** Without a lower bound a list by time windows shows its newest window, stored and live alike. */
function windowOf(
  context: GraphContext,
  { pin }: StoreUse,
  { range }: JobSelection,
  providers: readonly ProviderAccount[],
): Pick<JobSources, 'pin' | 'since'> {
  const windows = providers.flatMap((provider) => windowMsOf(context, provider) ?? []);
  if (range.from !== undefined || windows.length === 0) return {};
  return { pin, since: Math.min(pin, range.before ?? Infinity) - Math.min(...windows) };
}

function windowMsOf({ operation }: GraphContext, provider: ProviderAccount): number | undefined {
  return provider.jobScope === 'account' ? provider.jobs(operation, '').style.windowMs : undefined;
}

/** Stored lists that stand at another place than the walk. */
async function laggingLists(
  { operation }: GraphContext,
  { store, cutoff, lags }: StoreUse,
  accounts: readonly AccountLists[],
): Promise<readonly { readonly account: AccountLists; readonly key: ListKey }[]> {
  const found = await Promise.all(
    accounts.map(async (account) => {
      const { provider } = account;
      const states = await store.listsReadBefore(provider.account.name, 'jobs', Infinity, Number.MAX_SAFE_INTEGER);
      return states
        .filter(({ readAt, scope }) => readAt >= cutoff && lags.has(sourceId(provider.jobs(operation, scope).key)))
        .map((key) => ({ account, key }));
    }),
  );
  return found.flat();
}

function storedSource(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
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
  const [only, ...others] = accounts;
  const space = only && others.length === 0 ? only.provider.account.name : '';
  return toSource(context, use, `store:${space}`, space, filter);
}

/** One list that stands alone. It has the name of the live list, by which the cursor keeps its place. */
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
  return toSource(context, use, provider.jobs(context.operation, key.scope).key, name, filter);
}

function boundOf(
  context: GraphContext,
  { pin }: StoreUse,
  range: JobSelection['range'],
  provider: ProviderAccount,
): RowFilter['accounts'][number] {
  const windowMs = windowMsOf(context, provider);
  const { name } = provider.account;
  if (range.from !== undefined || windowMs === undefined) return { name };
  return { name, from: Math.min(pin, range.before ?? Infinity) - windowMs };
}

function toSource(
  context: GraphContext,
  { store }: StoreUse,
  key: string,
  space: string,
  filter: RowFilter,
): JobSource {
  const lists = new Map<string, JobSource>();
  const listOf = ({ account, scope }: StoreRow<ClusterJob>): JobSource => {
    const name = `${account}\0${scope}`;
    let list = lists.get(name);
    if (!list) {
      const feed = storedFeed(accountOf(context, account).jobs(context.operation, scope).key);
      lists.set(name, (list = { feed, space: account, scope, cluster: undefined }));
    }
    return list;
  };
  const stored = storedRows(store, 'jobs', filter, (query) => store.jobs(query), listOf);
  return { feed: storedFeed(key), space, stored, scope: '', cluster: undefined };
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

/** The jobs of named clusters: each list from the store where its copy is fresh enough. */
async function namedSources(
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
  const source = toSource(context, use, isShared ? `${name} ${nativeId}` : name, account, filter);
  return { sources: [source], unlisted: [], asOf: state.readAt, isStoreUsed: true, ...window };
}
