import type { Operation } from '../../../domain/operation.js';
import type { TimeWindow } from '../../../paging/feed.js';
import type { CallResult } from '../../../upstream/index.js';
import { orForbidden, type Project, type Query } from '../project.js';

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

/** GeminiDB's two calls; there is none for a single instance or job. `status`: the provider's word. */
export interface GeminiDbClient {
  listInstances(operation: Operation, slice: Slice): Promise<CallResult>;
  getInstance(operation: Operation, id: string): Promise<CallResult>;
  listJobs(operation: Operation, slice: Slice, window: TimeWindow, status?: string): Promise<CallResult>;
  /** Without a window the service applies its default, or none. */
  getJob(operation: Operation, id: string, window?: TimeWindow): Promise<CallResult>;
}

export function createClient(project: Project): GeminiDbClient {
  const get = (operation: Operation, name: string, path: string, query: Query) =>
    project.get(operation, `geminidb.${name}`, 'v3', path, query);
  const list = (operation: Operation, name: string, path: string, query: Query) =>
    orForbidden(get(operation, name, path, query), project.account);
  return {
    listInstances: (operation, slice) => list(operation, 'listInstances', 'instances', toQuery(slice)),
    getInstance: (operation, id) => get(operation, 'getInstance', 'instances', { id }),
    listJobs: (operation, slice, window, status) =>
      list(operation, 'listJobs', 'jobs', { ...toQuery(slice), ...toTimes(window), status }),
    getJob: (operation, id, window) => get(operation, 'getJob', 'jobs', { id, ...(window && toTimes(window)) }),
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
