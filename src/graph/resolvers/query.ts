import { fromJobId } from '../../domain/ids.js';
import type { QueryResolvers } from '../../generated/resolvers.js';
import { findCluster } from '../cluster-lookup.js';
import { fleetClusters, fleetJobs } from '../connections.js';
import { toClusterSelection, toJobSelection } from '../filters.js';
import { findJob } from '../job-lookup.js';

export const Query: QueryResolvers = {
  cloudAccounts: (_, __, { accounts }) => [...accounts.values()].map(({ account }) => account),
  cloudAccount: (_, { name }, { accounts }) => accounts.get(name)?.account ?? null,
  clusters: (_, { filter, ...page }, context) => fleetClusters(context, page, toClusterSelection(filter)),
  cluster: (_, { id }, context, info) => findCluster({ id }, context, info),
  clusterJobs: (_, { filter, ...page }, context) => fleetJobs(context, page, toJobSelection(filter)),
  clusterJob: (_, { id }, context, info) => findJob(fromJobId(id), context, info),
};
