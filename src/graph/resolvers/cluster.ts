import { toClusterId, toResourceName } from '../../domain/ids.js';
import type { ClusterResolvers } from '../../generated/resolvers.js';
import { accountOf } from '../accounts.js';
import { findCluster, readField } from '../cluster-lookup.js';
import { loadJobs } from '../job-pages.js';

export const Cluster: ClusterResolvers = {
  __resolveReference: (reference, context, info) => findCluster(reference, context, info),
  id: (cluster) => toClusterId(cluster),
  resourceName: (cluster) => toResourceName(cluster),
  account: ({ account }, _, context) => accountOf(context, account).account,
  name: (cluster, _, context) => readField(cluster, 'name', context),
  status: (cluster, _, context) => readField(cluster, 'status', context),
  nativeStatus: (cluster, _, context) => readField(cluster, 'nativeStatus', context),
  engine: (cluster, _, context) => readField(cluster, 'engine', context),
  engineVersion: (cluster, _, context) => readField(cluster, 'engineVersion', context),
  nodeCount: (cluster, _, context) => readField(cluster, 'nodeCount', context),
  createdAt: (cluster, _, context) => readField(cluster, 'createdAt', context),
  jobs: (cluster, asked, context) => loadJobs(cluster, asked, context),
};
