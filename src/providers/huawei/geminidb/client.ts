import type { Operation } from '../../../domain/operation.js';
import type { TimeWindow } from '../../../paging/feed.js';
import { orForbidden, type Answer, type Project, type Query } from '../project.js';

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

/** GeminiDB's two calls; neither instance nor job has one of its own. `status`: in the provider's words. */
export interface GeminiDbClient {
  listInstances(operation: Operation, slice: Slice): Promise<Answer>;
  getInstance(operation: Operation, id: string): Promise<Answer>;
  listJobs(operation: Operation, slice: Slice, window: TimeWindow, status?: string): Promise<Answer>;
  /** Without a window the service chooses one, or none. */
  getJob(operation: Operation, id: string, window?: TimeWindow): Promise<Answer>;
}

export function createClient(project: Project): GeminiDbClient {
  const list = (operation: Operation, path: string, query: Query) =>
    orForbidden(project.get(operation, 'v3', path, query), project.account);
  return {
    listInstances: (operation, slice) => list(operation, 'instances', toQuery(slice)),
    getInstance: (operation, id) => project.get(operation, 'v3', 'instances', { id }),
    listJobs: (operation, slice, window, status) =>
      list(operation, 'jobs', { ...toQuery(slice), ...toTimes(window), status }),
    getJob: (operation, id, window) => project.get(operation, 'v3', 'jobs', { id, ...(window && toTimes(window)) }),
  };
}

function toQuery({ offset, limit }: Slice) {
  return { offset: String(offset), limit: String(limit) };
}

function toTimes({ from, to }: TimeWindow) {
  return { start_time: toTimeText(from), end_time: toTimeText(to) };
}

/** 2026-11-01T00:00:00+0000 */
function toTimeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}+0000`;
}
