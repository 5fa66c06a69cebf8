import type { Cluster, ClusterKey, ClusterStatus } from '../domain/cluster.js';
import { fromClusterId } from '../domain/ids.js';
import type { ClusterJob, ClusterJobStatus } from '../domain/job.js';
import type { CloudProvider } from '../domain/provider.js';
import type { ClusterFilter, ClusterJobFilter, FleetJobFilter, InputMaybe } from '../generated/resolvers.js';
import type { TimeRange } from '../paging/source.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { VisibleAccounts } from './context.js';

/** A list argument as a set; `undefined`: any value. Sorted, so that equal sets give equal cursor bindings. */
type Choice<T> = readonly T[] | undefined;

/** The meaning of a filter, independent of how it was written. */
export interface ClusterSelection {
  readonly providers: Choice<CloudProvider>;
  readonly accounts: Choice<string>;
  readonly statuses: Choice<ClusterStatus>;
  readonly nameContains: string | undefined;
}

export interface JobSelection {
  readonly providers: Choice<CloudProvider>;
  readonly accounts: Choice<string>;
  /** Invalid ids are left out: they match nothing. */
  readonly clusters: Choice<string>;
  readonly statuses: Choice<ClusterJobStatus>;
  readonly actions: Choice<string>;
  readonly range: TimeRange;
}

export function toClusterSelection(filter: InputMaybe<ClusterFilter> | undefined): ClusterSelection {
  return {
    providers: toChoice(filter?.providers),
    accounts: toChoice(filter?.accounts),
    statuses: toChoice(filter?.statuses),
    // The empty text is contained in every name, also in a missing one.
    nameContains: filter?.nameContains ? filter.nameContains.toLowerCase() : undefined,
  };
}

const EVERY_JOB: JobSelection = {
  providers: undefined,
  accounts: undefined,
  clusters: undefined,
  statuses: undefined,
  actions: undefined,
  range: {},
};

export function toJobSelection(filter: InputMaybe<ClusterJobFilter & FleetJobFilter> | undefined): JobSelection {
  if (!filter) return EVERY_JOB;
  return {
    providers: toChoice(filter.providers),
    accounts: toChoice(filter.accounts),
    clusters: toChoice(filter.clusters)?.filter((id) => fromClusterId(id) !== undefined),
    statuses: toChoice(filter.statuses),
    actions: toChoice(filter.actions),
    range: { from: toTime(filter.createdAfter), before: toTime(filter.createdBefore) },
  };
}

/** Nothing was created before 1970. */
function toTime(time: InputMaybe<number> | undefined): number | undefined {
  return time === undefined || time === null ? undefined : Math.max(time, 0);
}

function toChoice<T extends string>(list: InputMaybe<readonly T[]> | undefined): Choice<T> {
  return list === undefined || list === null ? undefined : [...new Set(list)].sort();
}

/** The accounts that a selection includes. */
export function selectAccounts(
  accounts: VisibleAccounts,
  { providers, accounts: names }: Pick<ClusterSelection, 'providers' | 'accounts'>,
): readonly ProviderAccount[] {
  return [...accounts.values()].filter(
    ({ account }) => isChosen(providers, account.provider) && isChosen(names, account.name),
  );
}

/** Whether no row can match, so that no provider has to be called. */
export function isImpossible({ range, providers, accounts, clusters, statuses, actions }: JobSelection): boolean {
  return (
    isEmptyRange(range) || [providers, accounts, clusters, statuses, actions].some((choice) => choice?.length === 0)
  );
}

function isEmptyRange({ from = 0, before = Infinity }: TimeRange): boolean {
  return from >= before;
}

/** Deleted clusters match only if `statuses` contains DELETED. */
export function matchesCluster({ statuses, nameContains }: ClusterSelection): (cluster: Cluster) => boolean {
  return ({ status, name }) =>
    (statuses ? statuses.includes(status) : status !== 'DELETED') &&
    (nameContains === undefined || (name?.toLowerCase().includes(nameContains) ?? false));
}

/** `undefined`: every job matches, so that the list's own total is the count. */
export function matchesJob(
  { statuses, actions }: Pick<JobSelection, 'statuses' | 'actions'>,
  clusters?: ReadonlySet<string>,
): ((job: ClusterJob) => boolean) | undefined {
  if (!statuses && !actions && !clusters) return undefined;
  return ({ status, action, clusters: involved }) =>
    isChosen(statuses, status) &&
    (!actions || (action !== null && actions.includes(action))) &&
    (!clusters || involved.some(({ nativeId }) => clusters.has(nativeId)));
}

/** The visible clusters among those that a selection names, with their providers. */
export function namedClusters(accounts: VisibleAccounts, ids: readonly string[]): readonly ClusterKey[] {
  return ids.flatMap((id) => {
    const key = fromClusterId(id);
    const provider = key && accounts.get(key.account)?.account.provider;
    return key && provider ? [{ ...key, provider }] : [];
  });
}

function isChosen<T>(choice: Choice<T>, value: T): boolean {
  return choice === undefined || choice.includes(value);
}
