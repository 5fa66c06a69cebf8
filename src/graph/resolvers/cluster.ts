import type { ClusterResolvers } from '../../generated/resolvers.js';
import { loadJobs } from '../job-pages.js';

export const Cluster: ClusterResolvers = {
  jobs: (cluster, args, context) => loadJobs(cluster, args, context),
};
