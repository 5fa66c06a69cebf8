import type { ClusterConnectionResolvers, ClusterJobConnectionResolvers } from '../../generated/resolvers.js';

// Walks return the shape of a connection; only a count is a question of its own.
export const ClusterConnection: ClusterConnectionResolvers = { totalCount: (connection) => connection.totalCount() };
export const ClusterJobConnection: ClusterJobConnectionResolvers = {
  totalCount: (connection) => connection.totalCount(),
};
