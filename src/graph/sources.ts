import type { Cluster, ClusterKey } from '../domain/cluster.js';
import { CLUSTER_STATUSES } from '../domain/cluster.js';
import { toError, UpstreamError } from '../domain/errors.js';
import type { ClusterJob } from '../domain/job.js';
import type { Sources } from '../paging/connection-page.js';
import type { Feed } from '../paging/feed.js';
import type { UnlistedAccount } from '../paging/cursor/progress.js';
import { readList } from '../paging/read-list.js';
import type { Source } from '../paging/source.js';
import { jobScopeOf, type ProviderAccount } from '../providers/provider.js';
import { accountOf } from './accounts.js';
import type { GraphContext } from './context.js';
import {
  type ClusterSelection,
  isImpossible,
  type JobSelection,
  matchesCluster,
  matchesJob,
  namedClusters,
  selectAccounts,
} from './filters.js';

/** A source of jobs, with its scope for job ids and its cluster for `unavailable`. */
export interface JobSource extends Source<ClusterJob> {
  readonly scope: string;
  /** Set if the feed has the jobs of one cluster. */
  readonly cluster: ClusterKey | undefined;
}

type JobSources = Sources<ClusterJob, JobSource>;

/** How much older than its cluster a job may appear, because two lists may use different clocks and time zones. */
const DAY_MS = 86_400_000;

export function clusterSource(
  context: GraphContext,
  provider: ProviderAccount,
  selection: ClusterSelection,
): Source<Cluster> {
  const { statuses, nameContains } = selection;
  const feed = provider.clusters(context.operation, statuses);
  const isEverything = statuses === undefined && nameContains === undefined && !provider.hidesDeletedClusters;
  return { feed, space: provider.account.name, matches: isEverything ? undefined : matchesCluster(selection) };
}

/** One cluster's jobs: its own feed, or its rows of a feed that it shares. */
export function jobSource(
  context: GraphContext,
  provider: ProviderAccount,
  scope: string,
  selection: JobSelection,
  clusters?: readonly ClusterKey[],
): JobSource {
  const isShared = provider.jobScope !== 'cluster';
  const named = isShared && clusters ? new Set(clusters.map(({ nativeId }) => nativeId)) : undefined;
  const { statuses } = selection;
  const [only, ...others] = named ?? [];
  return {
    feed: isShared ? sharedFeed(context, provider, scope, statuses) : provider.jobs(context.operation, scope, statuses),
    space: provider.account.name,
    matches: matchesJob(selection, named),
    part: only !== undefined && others.length === 0 ? { of: clustersOf, name: only } : undefined,
    scope,
    cluster: isShared ? undefined : clusters?.[0],
  };
}

function clustersOf({ clusters }: ClusterJob): readonly string[] {
  return clusters.map(({ nativeId }) => nativeId);
}

/** A feed that several clusters share, created once per operation. */
function sharedFeed(
  { operation, sharedFeeds }: GraphContext,
  provider: ProviderAccount,
  scope: string,
  statuses: JobSelection['statuses'],
): Feed<ClusterJob> {
  const name = [provider.account.name, scope, ...(statuses ?? [])].join('\0');
  let feed = sharedFeeds.get(name);
  if (!feed) sharedFeeds.set(name, (feed = emptyWhereUnknown(provider.jobs(operation, scope, statuses))));
  return feed;
}

/** A shared feed that the provider does not have is empty. */
function emptyWhereUnknown<T>(feed: Feed<T>): Feed<T> {
  return {
    ...feed,
    fetch: (request) =>
      feed.fetch(request).catch((error: unknown) => {
        if (error instanceof UpstreamError && error.code === 'NOT_FOUND') return { rows: [], total: 0 };
        throw error;
      }),
  };
}

/** The feeds that a selection includes, and the accounts whose clusters could not be listed. */
export async function fleetJobSources(context: GraphContext, selection: JobSelection): Promise<JobSources> {
  if (isImpossible(selection)) return { sources: [], unlisted: [] };
  const accounts = selectAccounts(context.accounts, selection);
  if (selection.clusters) return namedSources(context, accounts, selection, selection.clusters);
  const listed = await Promise.all(accounts.map((account) => accountSources(context, account, selection)));
  return { sources: listed.flatMap(({ sources }) => sources), unlisted: listed.flatMap(({ unlisted }) => unlisted) };
}

async function namedSources(
  context: GraphContext,
  accounts: readonly ProviderAccount[],
  selection: JobSelection,
  ids: readonly string[],
): Promise<JobSources> {
  const { lists, unlisted } = await listsOfClusters(context, accounts, ids);
  const sources = lists.map(({ provider, scope, clusters }) =>
    jobSource(context, provider, scope, selection, clusters),
  );
  return { sources, unlisted };
}

/** The job lists of named clusters. Clusters that share a list are together. */
export async function listsOfClusters(
  context: GraphContext,
  accounts: readonly ProviderAccount[],
  ids: readonly string[],
): Promise<{ readonly lists: readonly ListOfClusters[]; readonly unlisted: readonly UnlistedAccount[] }> {
  const chosen = namedClusters(context.accounts, ids).filter((key) =>
    accounts.some(({ account }) => account.name === key.account),
  );
  const keys = await Promise.all(chosen.map((key) => withScope(context, key)));
  const lists = accounts.flatMap((provider) => {
    const own = keys.flatMap((key) => ('error' in key || key.account !== provider.account.name ? [] : key));
    const byScope = Map.groupBy(own, (key) => jobScopeOf(provider, key));
    return [...byScope].flatMap(([scope, clusters]) => (scope === undefined ? [] : [{ provider, scope, clusters }]));
  });
  return { lists, unlisted: keys.filter((key) => 'error' in key) };
}

/** A job list, and the clusters whose jobs of it are meant. */
export interface ListOfClusters {
  readonly provider: ProviderAccount;
  readonly scope: string;
  readonly clusters: readonly ClusterKey[];
}

/** A cluster with the scope of its jobs. If its id has no app, it is looked up: its provider may give one now. */
async function withScope(context: GraphContext, key: ClusterKey): Promise<ClusterKey | UnlistedAccount> {
  const provider = accountOf(context, key.account);
  if (jobScopeOf(provider, key) !== undefined) return key;
  const [found = null] = await context.clusters.loadMany([key]);
  if (found instanceof Error) return { space: key.account, error: found };
  if (found === null || jobScopeOf(provider, found) !== undefined) return found ?? key;
  return { space: key.account, error: noAppError(provider) };
}

function noAppError({ account }: ProviderAccount): UpstreamError {
  const message = 'The provider does not give the app of a cluster, so its list of jobs is unknown.';
  return new UpstreamError('UPSTREAM_INVALID', account, message);
}

async function accountSources(
  context: GraphContext,
  provider: ProviderAccount,
  selection: JobSelection,
): Promise<JobSources> {
  const toSource = (scope: string) => jobSource(context, provider, scope, selection);
  if (provider.knownJobScopes) return { sources: provider.knownJobScopes.map(toSource), unlisted: [] };
  const space = provider.account.name;
  try {
    const { values: clusters, fault } = await readList(context.session, space, clustersWithJobs(context, provider));
    const unlisted: UnlistedAccount[] = fault ? [{ space, error: fault }] : [];
    if (provider.jobScope === 'app') {
      const apps = new Set(clusters.map(({ app }) => app));
      if (apps.delete(undefined)) unlisted.push({ space, error: noAppError(provider) });
      return { sources: [...apps].flatMap((app) => (app === undefined ? [] : toSource(app))), unlisted };
    }
    const ofCluster = (cluster: Cluster) => ({
      ...jobSource(context, provider, cluster.nativeId, selection, [cluster]),
      notBefore: cluster.createdAt === null ? undefined : cluster.createdAt - DAY_MS,
    });
    return { sources: clusters.map(ofCluster), unlisted };
  } catch (error) {
    return { sources: [], unlisted: [{ space, error: toError(error) }] };
  }
}

/** An app's list keeps the jobs of deleted clusters, so the apps of deleted clusters are needed too. */
function clustersWithJobs({ operation }: GraphContext, provider: ProviderAccount): Feed<Cluster> {
  return provider.clusters(operation, provider.jobScope === 'app' ? CLUSTER_STATUSES : undefined);
}
