import { getArgumentValues, type GraphQLResolveInfo, isObjectType } from 'graphql';
import type { ClusterKey } from '../domain/cluster.js';
import type { ClusterJobsArgs } from '../generated/resolvers.js';
import { jobScopeOf } from '../providers/provider.js';
import { accountOf, toModel } from './accounts.js';
import { clusterJobs } from './connections.js';
import type { GraphContext } from './context.js';
import { toJobSelection } from './filters.js';
import type { ClusterJobConnectionModel } from './connection-model.js';
import type { ClusterModel } from './model.js';
import { selectionsOf } from './selection.js';

/** A page of a cluster's jobs; `null` if the feed that holds them is unknown. */
export function loadJobs(
  cluster: ClusterModel,
  args: Partial<ClusterJobsArgs>,
  context: GraphContext,
): Promise<ClusterJobConnectionModel | null> {
  const ahead = context.jobPages.size > 0 ? context.jobPages.get(keyOf(cluster, args)) : undefined;
  return ahead ?? readJobs(cluster, args, context);
}

function readJobs(
  cluster: ClusterModel,
  { filter, ...page }: Partial<ClusterJobsArgs>,
  context: GraphContext,
): Promise<ClusterJobConnectionModel | null> {
  const provider = accountOf(context, cluster.account.name);
  const scope = jobScopeOf(provider, cluster.key);
  if (scope === undefined) return Promise.resolve(null);
  const pageArguments = { ...page, inheritedStaleness: cluster.staleness };
  return clusterJobs(context, provider, cluster, scope, pageArguments, toJobSelection(filter));
}

function keyOf({ key }: ClusterModel, args: Partial<ClusterJobsArgs>): string {
  return JSON.stringify([key.account, key.nativeId, key.app, args]);
}

/** The arguments of every selected `Cluster.jobs`. */
export function jobPagesSelected(info: GraphQLResolveInfo): readonly Partial<ClusterJobsArgs>[] {
  const selected = selectionsOf('Cluster', 'jobs', info);
  const type = selected.length > 0 ? info.schema.getType('Cluster') : undefined;
  const definition = isObjectType(type) ? type.getFields()['jobs'] : undefined;
  return definition ? selected.map((field) => getArgumentValues(definition, field, info.variableValues)) : [];
}

/**
 * Starts to read the jobs of a cluster while the cluster itself is read: both take one upstream delay instead of two.
 */
export function readJobsAhead(
  key: ClusterKey,
  pages: readonly Partial<ClusterJobsArgs>[],
  context: GraphContext,
): void {
  const cluster = toModel(key, context);
  for (const args of pages) {
    const page = loadJobs(cluster, args, context);
    context.jobPages.set(keyOf(cluster, args), page);
    // The field `jobs` reports the error, if the cluster exists.
    page.catch(() => undefined);
  }
}
