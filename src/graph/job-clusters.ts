import type { GraphQLResolveInfo } from 'graphql';
import { isKeyEnough, showClusters } from './cluster-lookup.js';
import type { GraphContext } from './context.js';
import type { ClusterJobModel } from './model.js';
import { selectionsOf } from './selection.js';

/**
 * Gives jobs the clusters that are selected of them: for a page at once, because a resolver of the field itself would
 * cost each row more than all its other fields. `info`: of the field that answers the jobs.
 */
export function withClusters<Answer>(
  jobs: readonly ClusterJobModel[],
  answer: () => Answer,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Answer | Promise<Answer> {
  const selected = selectionsOf('ClusterJob', 'clusters', info);
  if (selected.length === 0) return answer();
  const isEnough = isKeyEnough({ ...info, fieldNodes: selected });
  const reading = jobs.flatMap((job) => {
    const shown = showClusters(job.job.clusters, context, isEnough);
    if (!(shown instanceof Promise)) {
      // What another field has read of them stays.
      if (job.clusters instanceof Error) job.clusters = shown;
      return [];
    }
    return [shown.then((clusters) => (job.clusters = clusters))];
  });
  return reading.length === 0 ? answer() : Promise.all(reading).then(answer);
}

/** Of a field that answers jobs behind edges: as that of the jobs themselves. */
export function behindEdges(info: GraphQLResolveInfo): GraphQLResolveInfo {
  return { ...info, fieldNodes: selectionsOf('ClusterJobEdge', 'node', info) };
}
