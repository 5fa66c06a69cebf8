import type { GraphQLResolveInfo } from 'graphql';
import { demandOf } from './cluster-demand.js';
import { showClusters } from './cluster-lookup.js';
import type { GraphContext } from './context.js';
import type { ClusterJobModel } from './model.js';
import { selectionsOf } from './selection.js';

/**
 * Sets `clusters` of jobs if they are selected, then returns `result()`. It runs once per page, because a resolver of
 * `ClusterJob.clusters` would cost each row more than all its other fields. `info`: of the field that returns the jobs.
 */
export function withClusters<Result>(
  jobs: readonly ClusterJobModel[],
  result: () => Result,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Result | Promise<Result> {
  const selected = selectionsOf('ClusterJob', 'clusters', info);
  if (selected.length === 0) return result();
  const demand = demandOf({ ...info, fieldNodes: selected });
  const reading: Promise<unknown>[] = [];
  for (const job of jobs) {
    const shown = showClusters(job.job.clusters, context, demand, job.staleness);
    if (shown instanceof Promise) reading.push(shown.then((clusters) => (job.clusters = clusters)));
    // Clusters that another field of the same page has read are kept.
    else if (job.clusters instanceof Error) job.clusters = shown;
  }
  return reading.length === 0 ? result() : Promise.all(reading).then(result);
}

/** The `info` of a field that returns edges of jobs, as if it returned the jobs. */
export function behindEdges(info: GraphQLResolveInfo): GraphQLResolveInfo {
  return { ...info, fieldNodes: selectionsOf('ClusterJobEdge', 'node', info) };
}
