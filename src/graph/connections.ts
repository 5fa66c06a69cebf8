import type { Cluster, ClusterKey } from '../domain/cluster.js';
import { toAccountId } from '../domain/ids.js';
import type { ClusterJob } from '../domain/job.js';
import type { PageArguments } from '../paging/page-arguments.js';
import { readPage } from '../paging/connection.js';
import type { Page, Sources } from '../paging/connection-page.js';
import type { Entry } from '../paging/merge/entry.js';
import { ListFault } from '../paging/errors.js';
import type { TimeRange } from '../paging/source.js';
import type { ProviderAccount } from '../providers/provider.js';
import { accountOf, toModel } from './accounts.js';
import type { GraphContext } from './context.js';
import { toAccountError } from './errors.js';
import { type ClusterSelection, isImpossible, type JobSelection, selectAccounts } from './filters.js';
import { type ClusterConnectionModel, type ClusterJobConnectionModel, ConnectionModel } from './connection-model.js';
import { ClusterJobModel, type ClusterModel, type UnavailableModel } from './model.js';
import { clusterSource, fleetJobSources, jobSource, type JobSource } from './sources.js';

/** `Query.clusters` */
export async function fleetClusters(
  context: GraphContext,
  pageArguments: PageArguments,
  selection: ClusterSelection,
): Promise<ClusterConnectionModel> {
  const accounts = selectAccounts(context.accounts, selection);
  const sources = accounts.map((provider) => clusterSource(context, provider, selection));
  const page = await read<Cluster>(
    context,
    pageArguments,
    () => JSON.stringify(['clusters', selection]),
    {},
    () => ({ sources, unlisted: [] }),
  );
  return toClusterConnection(context, page, accounts);
}

/** `CloudAccount.clusters`: one source, whose failure is the error of the field. */
export async function accountClusters(
  context: GraphContext,
  provider: ProviderAccount,
  pageArguments: PageArguments,
  selection: ClusterSelection,
): Promise<ClusterConnectionModel> {
  const chosen = selectAccounts(new Map([[provider.account.name, provider]]), selection);
  const sources = chosen.map((account) => clusterSource(context, account, selection));
  const binding = () => JSON.stringify(['accountClusters', toAccountId(provider.account.name), selection]);
  const page = await read<Cluster>(context, pageArguments, binding, {}, () => ({ sources, unlisted: [] }));
  return toClusterConnection(context, withoutFailure(context, page), [provider]);
}

/** `Query.clusterJobs` */
export async function fleetJobs(
  context: GraphContext,
  pageArguments: PageArguments,
  selection: JobSelection,
): Promise<ClusterJobConnectionModel> {
  const sources = new Map<string, JobSource>();
  const page = await read<ClusterJob>(
    context,
    pageArguments,
    () => JSON.stringify(['clusterJobs', selection]),
    selection.range,
    async () => {
      const found = await fleetJobSources(context, selection);
      for (const source of found.sources) sources.set(source.feed.key, source);
      return found;
    },
  );
  return toJobConnection(context, page, selectAccounts(context.accounts, selection), (key) => sources.get(key));
}

/** `Cluster.jobs`: one source, whose failure is the error of the field. */
export function clusterJobs(
  context: GraphContext,
  provider: ProviderAccount,
  cluster: ClusterModel,
  scope: string,
  pageArguments: PageArguments,
  selection: JobSelection,
): Promise<ClusterJobConnectionModel> {
  const source = jobSource(context, provider, scope, selection, [cluster.key]);
  const found = { sources: isImpossible(selection) ? [] : [source], unlisted: [] };
  const binding = () => JSON.stringify(['jobs', cluster.id, selection]);
  return read<ClusterJob>(context, pageArguments, binding, selection.range, () => found).then((page) =>
    toJobConnection(context, withoutFailure(context, page), [provider], () => source),
  );
}

async function read<T>(
  { session, codec, limits, pageRead }: GraphContext,
  pageArguments: PageArguments,
  binding: () => string,
  range: TimeRange,
  sources: () => Sources<T> | Promise<Sources<T>>,
): Promise<Page<T>> {
  const { pageSize } = limits;
  const page = await readPage({ binding, arguments: pageArguments, range, pageSize, codec, session, sources });
  pageRead?.(page.effort);
  return page;
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
): ClusterConnectionModel {
  const toCluster = ({ value }: Entry<Cluster>): ClusterModel => {
    context.freshness.sawCluster(value);
    return toModel(value, context, value);
  };
  return toConnection(context, page, accounts, toCluster, () => null);
}

function toJobConnection(
  context: GraphContext,
  page: Page<ClusterJob>,
  accounts: readonly ProviderAccount[],
  sourceOf: (feedKey: string) => JobSource | undefined,
): ClusterJobConnectionModel {
  const toJob = ({ source, identity, value }: Entry<ClusterJob>): ClusterJobModel => {
    context.freshness.sawJob(value);
    const scope = sourceOf(source.feed.key)?.scope ?? '';
    return new ClusterJobModel(accountOf(context, source.space).account, scope, identity, value);
  };
  return toConnection(context, page, accounts, toJob, (key) => sourceOf(key)?.cluster ?? null);
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
