import type { Operation } from '../../../domain/operation.js';
import type { CallResult } from '../../../upstream/index.js';
import { orForbidden, type Project, type Query } from '../project.js';

/** CSS's three calls. `query`: the wanted rows, by the parameter names that the service accepts. */
export interface CssClient {
  listClusters(operation: Operation, query: Query): Promise<CallResult>;
  getCluster(operation: Operation, id: string): Promise<CallResult>;
  listLogRecords(operation: Operation, clusterId: string, query: Query): Promise<CallResult>;
}

export function createClient(project: Project): CssClient {
  const get = (operation: Operation, name: string, path: string, query?: Query) =>
    project.get(operation, `css.${name}`, 'v1.0', path, query);
  return {
    listClusters: (operation, query) => orForbidden(get(operation, 'listClusters', 'clusters', query), project.account),
    getCluster: (operation, id) => get(operation, 'getCluster', `clusters/${id}`),
    listLogRecords: (operation, clusterId, query) =>
      get(operation, 'listLogRecords', `clusters/${clusterId}/logs/records`, query),
  };
}
