import type { Cluster, ClusterKey } from '../domain/cluster.js';
import { UpstreamError } from '../domain/errors.js';
import { toAccountId } from '../domain/ids.js';
import type { ClusterJob } from '../domain/job.js';
import type { Page, Sources } from '../paging/connection-page.js';
import type { Entry } from '../paging/merge/entry.js';
import { ListFault } from '../paging/errors.js';
import type { Source } from '../paging/source.js';
import type { ProviderAccount } from '../providers/provider.js';
import { accountOf, toModel } from './accounts.js';
import type { GraphContext } from './context.js';
import { toAccountError } from './errors.js';
import { type ClusterSelection, isImpossible, type JobSelection, selectAccounts } from './filters.js';
import { type ClusterConnectionModel, type ClusterJobConnectionModel, ConnectionModel } from './connection-model.js';
import { ClusterJobModel, type ClusterModel, type UnavailableModel } from './model.js';
import { storedClusterSources } from './stored/cluster-sources.js';
import { storedClusterJobs } from './stored/cluster-job-sources.js';
import { storedJobSources } from './stored/job-sources.js';
import { readConnection as read, sawPage, type StalePageArguments } from './stored/read-connection.js';
import { clusterSource, fleetJobSources, jobSource, type JobSource } from './sources.js';

/** `Query.clusters` */
export async function fleetClusters(
  context: GraphContext,
  pageArguments: StalePageArguments,
  selection: ClusterSelection,
): Promise<ClusterConnectionModel> {
  const accounts = selectAccounts(context.accounts, selection);
  const page = await readClusters(context, pageArguments, () => JSON.stringify(['clusters', selection]), {
    accounts,
    selection,
  });
  return toClusterConnection(context, page, accounts, pageArguments);
}

/** `CloudAccount.clusters`: one source, whose failure is the error of the field. */
export async function accountClusters(
  context: GraphContext,
  provider: ProviderAccount,
  pageArguments: StalePageArguments,
  selection: ClusterSelection,
): Promise<ClusterConnectionModel> {
  const chosen = selectAccounts(new Map([[provider.account.name, provider]]), selection);
  const binding = () => JSON.stringify(['accountClusters', toAccountId(provider.account.name), selection]);
  const page = await readClusters(context, pageArguments, binding, { accounts: chosen, selection });
  return toClusterConnection(context, withoutFailure(context, page), [provider], pageArguments);
}

function readClusters(
  context: GraphContext,
  pageArguments: StalePageArguments,
  binding: () => string,
  { accounts, selection }: { readonly accounts: readonly ProviderAccount[]; readonly selection: ClusterSelection },
): Promise<Page<Cluster>> {
  return read<Cluster>(
    context,
    pageArguments,
    binding,
    {},
    {
      keep: (store, read, startedAt) => {
        context.writeBehind.keepClusters(store, read, startedAt);
      },
      live: () => ({ sources: accounts.map((account) => clusterSource(context, account, selection)), unlisted: [] }),
      stored: (use) => storedClusterSources(context, use, selection, accounts),
    },
  );
}

/** `Query.clusterJobs` */
export async function fleetJobs(
  context: GraphContext,
  pageArguments: StalePageArguments,
  selection: JobSelection,
): Promise<ClusterJobConnectionModel> {
  const sources = new Map<string, JobSource>();
  const keep = <Found extends Sources<ClusterJob, JobSource>>(found: Found): Found => {
    for (const source of found.sources) sources.set(source.feed.key, source);
    return found;
  };
  const page = await read<ClusterJob>(
    context,
    pageArguments,
    () => JSON.stringify(['clusterJobs', selection]),
    selection.range,
    {
      keep: (store, read, startedAt) => {
        context.writeBehind.keepJobs(store, read, startedAt, selection.statuses !== undefined);
      },
      live: () => fleetJobSources(context, selection).then(keep),
      stored: (use) => storedJobSources(context, use, selection).then(keep),
    },
  );
  const accounts = selectAccounts(context.accounts, selection);
  return toJobConnection(context, page, accounts, pageArguments, (key) => sources.get(key));
}

/** `Cluster.jobs`: one source, whose failure is the error of the field. */
export function clusterJobs(
  context: GraphContext,
  provider: ProviderAccount,
  cluster: ClusterModel,
  scope: string,
  pageArguments: StalePageArguments,
  selection: JobSelection,
): Promise<ClusterJobConnectionModel> {
  const source = jobSource(context, provider, scope, selection, [cluster.key]);
  const binding = () => JSON.stringify(['jobs', cluster.id, selection]);
  const none = { sources: [], unlisted: [] };
  const readWith = (oldest?: number) =>
    read<ClusterJob>(context, pageArguments, binding, selection.range, {
      keep: (store, page, startedAt) => {
        context.writeBehind.keepJobs(store, page, startedAt, selection.statuses !== undefined);
      },
      live: () => (isImpossible(selection) ? none : { ...none, sources: [source] }),
      stored: (use) => {
        const cutoff = oldest ?? use.cutoff;
        return storedClusterJobs(context, { ...use, cutoff }, selection, { provider, scope, clusters: [cluster.key] });
      },
    });
  const toResult = (page: Page<ClusterJob>) =>
    toJobConnection(context, withoutFailure(context, page), [provider], pageArguments, () => source);
  return readWith().then((page) => {
    // The jobs of a deleted cluster no longer change, so a copy of any age is used.
    const isGone = page.failures.some(({ error }) => error instanceof UpstreamError && error.code === 'NOT_FOUND');
    return isGone && context.store ? readWith(0).then(toResult) : toResult(page);
  });
}

/**
 * Throws the failure of the only source. A page that ends at the last row that the provider's limits reach is returned
 * without it; the next page fails.
 */
function withoutFailure<T>(context: GraphContext, page: Page<T>): Page<T> {
  const [failure] = page.failures;
  if (!failure) return page;
  const isLastReachable = failure.error instanceof ListFault && failure.error.code === 'UPSTREAM_LIMIT';
  const account = context.accounts.get(failure.source.space)?.account;
  if (!isLastReachable || !page.hasProgressed) throw account ? toAccountError(failure.error, account) : failure.error;
  return page.leavingFailures();
}

function toClusterConnection(
  context: GraphContext,
  page: Page<Cluster>,
  accounts: readonly ProviderAccount[],
  pageArguments: StalePageArguments,
): ClusterConnectionModel {
  const staleness = sawPage(context, page, pageArguments);
  const toCluster = ({ value }: Entry<Cluster>): ClusterModel => {
    context.freshness.sawCluster(value);
    return toModel(value, context, value, staleness);
  };
  return toConnection(context, page, accounts, toCluster, () => null);
}

function toJobConnection(
  context: GraphContext,
  page: Page<ClusterJob>,
  accounts: readonly ProviderAccount[],
  pageArguments: StalePageArguments,
  sourceOf: (feedKey: string) => JobSource | undefined,
): ClusterJobConnectionModel {
  const staleness = sawPage(context, page, pageArguments);
  const toJob = ({ source, identity, value }: Entry<ClusterJob>): ClusterJobModel => {
    context.freshness.sawJob(value);
    const scope = isJobSource(source) ? source.scope : '';
    return new ClusterJobModel(accountOf(context, source.space).account, scope, identity, value, staleness);
  };
  return toConnection(context, page, accounts, toJob, (key) => sourceOf(key)?.cluster ?? null);
}

function isJobSource(source: Source<ClusterJob>): source is JobSource {
  return 'scope' in source;
}

function toConnection<T, Node>(
  context: GraphContext,
  page: Page<T>,
  accounts: readonly ProviderAccount[],
  toNode: (entry: Entry<T>) => Node,
  clusterOf: (feedKey: string) => ClusterKey | null,
): ConnectionModel<T, Node> {
  const { unlisted, failures } = page;
  context.freshness.sawList({ isWhole: unlisted.length + failures.length === 0 });
  const unavailable = [
    ...unlisted.map(({ space, error }) => toUnavailable(context, space, null, error)),
    ...failures.map(({ source, error }) => toUnavailable(context, source.space, clusterOf(source.feed.key), error)),
  ].filter((entry) => entry !== undefined);
  const onlyAccount = accounts.length === 1 ? accounts[0]?.account : undefined;
  return new ConnectionModel(page, page.entries.map(toNode), unavailable, onlyAccount);
}

function toUnavailable(
  { accounts }: GraphContext,
  space: string,
  cluster: ClusterKey | null,
  error: Error,
): UnavailableModel | undefined {
  const account = accounts.get(space)?.account;
  if (!account) return undefined;
  const { code, message, retryable } = toAccountError(error, account);
  return { account, clusterKey: cluster, code, message, retryable };
}
