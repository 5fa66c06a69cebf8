import type { Operation } from '../../../domain/operation.js';
import type { CallResult } from '../../../upstream/index.js';
import { unknownCluster } from '../lookup.js';
import { orForbidden, type Project } from '../project.js';

/** A page of tasks; `offset` is its number, from 0. */
export interface TaskPage {
  readonly offset: number;
  readonly limit: number;
}

/** DWS's three calls. */
export interface DwsClient {
  listClusters(operation: Operation): Promise<CallResult>;
  getCluster(operation: Operation, id: string): Promise<CallResult>;
  listTasks(operation: Operation, clusterId: string, page: TaskPage): Promise<CallResult>;
}

/** No document gives the default order of tasks; these values are from its example, and no document lists them. */
const NEWEST_FIRST = { order_by: 'startTime', order: 'DESC' };

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

export function createClient(project: Project): DwsClient {
  /**
   * DWS.0001, "Incorrect parameter", is also the response to an id that is not a UUID: such an id is no cluster's. With
   * a UUID it is about another parameter.
   */
  const orUnknown = async (clusterId: string, response: Promise<CallResult>): Promise<CallResult> => {
    const known = await response;
    if (known === 'rejected' && !UUID.test(clusterId)) throw unknownCluster(project.account);
    return known;
  };
  const getTasks = (operation: Operation, clusterId: string, query: Record<string, string>) =>
    orUnknown(
      clusterId,
      project.get(operation, 'dws.listTasks', 'v2', `clusters/${clusterId}/logical-clusters/tasks`, query),
    );
  /** Whether the service accepts the order: `undefined` until a response has shown it. */
  let acceptsOrder: boolean | undefined;
  return {
    listClusters: (operation) =>
      orForbidden(project.get(operation, 'dws.listClusters', 'v1.0', 'clusters'), project.account),
    getCluster: (operation, id) => orUnknown(id, project.get(operation, 'dws.getCluster', 'v1.0', `clusters/${id}`)),
    listTasks: async (operation, clusterId, { offset, limit }) => {
      const page = { offset: String(offset), limit: String(limit) };
      const known = acceptsOrder;
      if (known !== false) {
        const ordered = await getTasks(operation, clusterId, { ...page, ...NEWEST_FIRST });
        if (ordered !== 'rejected') acceptsOrder = true;
        if (ordered !== 'rejected' || known === true) return ordered;
      }
      const unordered = await getTasks(operation, clusterId, page);
      if (unordered !== 'rejected') acceptsOrder = false;
      return unordered;
    },
  };
}
