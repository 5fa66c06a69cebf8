import type { ClusterConnectionResolvers, ClusterJobConnectionResolvers } from '../../generated/resolvers.js';
import { behindEdges, withClusters } from '../job-clusters.js';

// The models have the fields of a connection; only the count and the clusters of jobs need resolvers.
export const ClusterConnection: ClusterConnectionResolvers = { totalCount: (connection) => connection.totalCount() };
export const ClusterJobConnection: ClusterJobConnectionResolvers = {
  edges: (page, _, context, info) => withClusters(page.nodes, () => page.edges, context, behindEdges(info)),
  nodes: (page, _, context, info) => withClusters(page.nodes, () => page.nodes, context, info),
  totalCount: (connection) => connection.totalCount(),
};
