import type { Operation } from '../../../domain/operation.js';
import { orForbidden, type Answer, type Project } from '../project.js';

/** A page of tasks; `offset` is its number, from 0. */
export interface TaskPage {
  readonly offset: number;
  readonly limit: number;
}

/** DWS's three calls. */
export interface DwsClient {
  listClusters(operation: Operation): Promise<Answer>;
  getCluster(operation: Operation, id: string): Promise<Answer>;
  listTasks(operation: Operation, clusterId: string, page: TaskPage): Promise<Answer>;
}

/** The order of tasks by default is in no document; these words are in the example, and the values in no list. */
const NEWEST_FIRST = { order_by: 'startTime', order: 'DESC' };

export function createClient(project: Project): DwsClient {
  const getTasks = (operation: Operation, clusterId: string, query: Record<string, string>) =>
    project.get(operation, 'v2', `clusters/${clusterId}/logical-clusters/tasks`, query);
  /** Whether the service takes the order: `undefined` until it has said so. */
  let takesOrder: boolean | undefined;
  return {
    listClusters: (operation) => orForbidden(project.get(operation, 'v1.0', 'clusters'), project.account),
    getCluster: (operation, id) => project.get(operation, 'v1.0', `clusters/${id}`),
    listTasks: async (operation, clusterId, { offset, limit }) => {
      const page = { offset: String(offset), limit: String(limit) };
      const asked = takesOrder;
      if (asked !== false) {
        const ordered = await getTasks(operation, clusterId, { ...page, ...NEWEST_FIRST });
        if (ordered !== 'refused') takesOrder = true;
        if (ordered !== 'refused' || asked === true) return ordered;
      }
      const plain = await getTasks(operation, clusterId, page);
      if (plain !== 'refused') takesOrder = false;
      return plain;
    },
  };
}
