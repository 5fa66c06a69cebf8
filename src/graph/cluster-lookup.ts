import type { GraphQLResolveInfo } from 'graphql';
import type { Cluster, ClusterKey } from '../domain/cluster.js';
import { fromClusterId, fromResourceName } from '../domain/ids.js';
import { toProviderName } from '../domain/provider.js';
import type { ClusterLoader } from '../loaders/clusters.js';
import { createStoredClusterLoader } from '../loaders/stored-clusters.js';
import { jobScopeOf } from '../providers/provider.js';
import { accountOf, toModel } from './accounts.js';
import { type ClusterDemand, demandOf } from './cluster-demand.js';
import type { GraphContext } from './context.js';
import { jobPagesSelected, readJobsAhead } from './job-pages.js';
import { ClusterModel } from './model.js';
import { cutoffAt } from './stored/staleness.js';

/** A reference to a cluster from another subgraph: its `id`, or the provider's own id as a resource name. */
export interface ClusterReference {
  readonly id?: unknown;
  readonly resourceName?: unknown;
}

/** A cluster, `null` where there is none, or why it could not be read. */
export type FoundCluster = ClusterModel | Error | null;

/**
 * The clusters of references, in their order. They are read together, in one round, and only where the selection needs
 * more than their keys.
 */
export async function findClusters(
  references: readonly ClusterReference[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<readonly FoundCluster[]> {
  const demand = demandOf(info);
  const pages = demand === 'row' ? jobPagesSelected(info) : [];
  const candidates = references.map((reference) => candidatesOf(reference, context));
  const keysToRead = candidates.map((keys) => {
    const [only] = keys;
    if (!only || keys.length > 1) return keys;
    if (demand === 'key') return [];
    if (jobScopeOf(accountOf(context, only.account), only) === undefined) return keys;
    readJobsAhead(only, pages, context);
    return demand === 'scope' ? [] : keys;
  });
  const allKeys = keysToRead.flat();
  const clusters = allKeys.length > 0 ? await context.clusters.loadMany(allKeys) : [];
  let next = 0;
  return candidates.map(([first], index) => {
    const count = keysToRead[index]?.length ?? 0;
    if (count === 0) return first ? toModel(first, context) : null;
    return firstFound(clusters.slice(next, (next += count)), context);
  });
}

/** The cluster of one reference; `null` where there is none. Rejects where it could not be read. */
export async function findCluster(
  reference: ClusterReference,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<ClusterModel | null> {
  const [found = null] = await findClusters([reference], context, info);
  if (found instanceof Error) throw found;
  return found;
}

/** The clusters that a reference may mean: a resource name may be in any account of its provider. */
function candidatesOf({ id, resourceName }: ClusterReference, context: GraphContext): readonly ClusterKey[] {
  return typeof id === 'string' ? byId(id, context) : byResourceName(resourceName, context);
}

function byId(id: string, { accounts }: GraphContext): readonly ClusterKey[] {
  const key = fromClusterId(id);
  const provider = key && accounts.get(key.account)?.account.provider;
  return key && provider ? [{ ...key, provider }] : [];
}

function byResourceName(resourceName: unknown, { accounts }: GraphContext): readonly ClusterKey[] {
  const named = typeof resourceName === 'string' ? fromResourceName(resourceName) : undefined;
  if (!named) return [];
  return [...accounts.values()]
    .filter(({ account }) => toProviderName(account.provider) === named.providerName)
    .map(({ account: { name, provider } }) => ({ account: name, provider, nativeId: named.nativeId }));
}

/** The candidate that exists. If none was found, `null`, or an error if one of them could not be read. */
function firstFound(clusters: readonly (Cluster | Error | null)[], context: GraphContext): FoundCluster {
  for (const cluster of clusters) {
    if (cluster && !(cluster instanceof Error)) return toModel(cluster, context, cluster);
  }
  return clusters.find((cluster) => cluster instanceof Error) ?? null;
}

/** Loads clusters that may be some seconds old. */
function clusterLoader({ store, clusters, storedClusters, freshness }: GraphContext, staleness: number): ClusterLoader {
  if (!store || staleness === 0) return clusters;
  let loader = storedClusters.get(staleness);
  if (!loader) {
    const maxAgeMs = staleness * 1000;
    const options = { store, cutoff: cutoffAt(Date.now(), staleness), maxAgeMs, live: clusters, freshness };
    storedClusters.set(staleness, (loader = createStoredClusterLoader(options)));
  }
  return loader;
}

/** Rows of one page with the same clusters share their models. */
function byKeys(
  keys: readonly ClusterKey[],
  context: GraphContext,
  staleness: number | undefined,
): readonly ClusterModel[] {
  const known = context.namedClusters.get(keys);
  if (known && known[0]?.staleness === staleness) return known;
  const models = keys.map((key) => toModel(key, context, null, staleness));
  context.namedClusters.set(keys, models);
  return models;
}

/**
 * The clusters of a job or of an unavailable source. One that no longer exists or cannot be read stays, and has
 * its key fields only. Synchronous if no cluster has to be read.
 */
export function showClusters(
  keys: readonly ClusterKey[],
  context: GraphContext,
  demand: ClusterDemand,
  staleness?: number,
): readonly ClusterModel[] | Promise<readonly ClusterModel[]> {
  // A QingCloud job on several clusters is listed under one app, but its clusters may belong to others.
  const isScopeKnown = keys.length < 2;
  if (demand === 'key' || (demand === 'scope' && isScopeKnown)) return byKeys(keys, context, staleness);
  return clusterLoader(context, staleness ?? 0)
    .loadMany(keys)
    .then((clusters) =>
      keys.map((key, index) => {
        const cluster = clusters[index] ?? null;
        if (!(cluster instanceof Error)) return toModel(cluster ?? key, context, cluster, staleness);
        return new ClusterModel(accountOf(context, key.account).account, key, null, cluster);
      }),
    );
}
