import { getArgumentValues, type GraphQLResolveInfo } from 'graphql';
import type { ClusterJobsArgs } from '../generated/resolvers.js';
import { jobScopeOf } from '../providers/provider.js';
import { accountOf } from './accounts.js';
import { clusterJobs } from './connections.js';
import type { GraphContext } from './context.js';
import { toJobSelection } from './filters.js';
import type { ClusterJobConnectionModel, ClusterModel } from './model.js';
import { fieldsOf } from './selection.js';

/** Pages of clusters' jobs that are being read in one operation, by cluster and arguments. */
export type JobPages = Map<string, Promise<ClusterJobConnectionModel | null>>;

/** A page of a cluster's jobs; `null` where it is not known which feed holds them. Read once an operation. */
export function loadJobs(
  cluster: ClusterModel,
  { filter, ...page }: Partial<ClusterJobsArgs>,
  context: GraphContext,
): Promise<ClusterJobConnectionModel | null> {
  const key = JSON.stringify([cluster.id, page, filter]);
  const known = context.jobPages.get(key);
  if (known) return known;
  const provider = accountOf(context, cluster.account.name);
  const scope = jobScopeOf(provider, cluster.key);
  const read =
    scope === undefined
      ? Promise.resolve(null)
      : clusterJobs(context, provider, cluster, scope, page, toJobSelection(filter));
  context.jobPages.set(key, read);
  return read;
}

/**
 * Begins to read the jobs that are selected of a cluster which is itself still being read: the two take one upstream
 * delay instead of two.
 */
export function readJobsAhead(cluster: ClusterModel, context: GraphContext, info: GraphQLResolveInfo): void {
  const jobs = info.schema.getType('Cluster');
  if (!jobs || !('getFields' in jobs)) return;
  for (const field of fieldsOf('Cluster', info)) {
    const definition = jobs.getFields()['jobs'];
    if (field.name.value !== 'jobs' || !definition || !('args' in definition)) continue;
    const asked: Partial<ClusterJobsArgs> = getArgumentValues(definition, field, info.variableValues);
    // The field itself tells what went wrong, if the cluster is there at all.
    loadJobs(cluster, asked, context).catch(() => undefined);
  }
}
