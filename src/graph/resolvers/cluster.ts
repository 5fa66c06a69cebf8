import type { ClusterResolvers } from '../../generated/resolvers.js';
import { loadJobs } from '../job-pages.js';

export const Cluster: ClusterResolvers = {
  jobs: (cluster, asked, context) => loadJobs(cluster, asked, context),
};
