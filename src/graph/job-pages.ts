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

/** Pages of clusters' jobs that are read ahead in one operation, by cluster and arguments. */
export type JobPages = Map<string, Promise<ClusterJobConnectionModel | null>>;

/** A page of a cluster's jobs; `null` where it is not known which feed holds them. */
export function loadJobs(
  cluster: ClusterModel,
  asked: Partial<ClusterJobsArgs>,
  context: GraphContext,
): Promise<ClusterJobConnectionModel | null> {
  const ahead = context.jobPages.size > 0 ? context.jobPages.get(keyOf(cluster, asked)) : undefined;
  return ahead ?? readJobs(cluster, asked, context);
}

function readJobs(
  cluster: ClusterModel,
  { filter, ...page }: Partial<ClusterJobsArgs>,
  context: GraphContext,
): Promise<ClusterJobConnectionModel | null> {
  const provider = accountOf(context, cluster.account.name);
  const scope = jobScopeOf(provider, cluster.key);
  if (scope === undefined) return Promise.resolve(null);
  return clusterJobs(context, provider, cluster, scope, page, toJobSelection(filter));
}

function keyOf({ key }: ClusterModel, asked: Partial<ClusterJobsArgs>): string {
  return JSON.stringify([key.account, key.nativeId, key.app, asked]);
}

/** The pages of jobs that are selected of a cluster, by their arguments. */
export function jobPagesSelected(info: GraphQLResolveInfo): readonly Partial<ClusterJobsArgs>[] {
  const selected = selectionsOf('Cluster', 'jobs', info);
  const type = selected.length > 0 ? info.schema.getType('Cluster') : undefined;
  const definition = isObjectType(type) ? type.getFields()['jobs'] : undefined;
  return definition ? selected.map((field) => getArgumentValues(definition, field, info.variableValues)) : [];
}

/**
 * Begins to read jobs of a cluster which is itself still being read: the two take one upstream delay instead of two.
 */
export function readJobsAhead(
  key: ClusterKey,
  pages: readonly Partial<ClusterJobsArgs>[],
  context: GraphContext,
): void {
  const cluster = toModel(key, context);
  for (const asked of pages) {
    const page = loadJobs(cluster, asked, context);
    context.jobPages.set(keyOf(cluster, asked), page);
    // The field itself tells what went wrong, if the cluster is there at all.
    page.catch(() => undefined);
  }
}
