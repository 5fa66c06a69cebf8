import type { ClusterJobResolvers } from '../../generated/resolvers.js';
import { showClusters } from '../cluster-lookup.js';

export const ClusterJob: ClusterJobResolvers = {
  clusters: ({ job }, _, context, info) => showClusters(job.clusters, context, info),
};
