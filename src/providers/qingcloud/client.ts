import type { Operation } from '../../domain/operation.js';
import type { CallResult, Upstream } from '../../upstream/upstream.js';

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

/** QingCloud's two calls, with their documented parameters and no others. */
export interface QingCloudClient {
  /** The clusters of the zone, newest first. `statuses`: the provider's words. */
  listClusters(operation: Operation, slice: Slice, statuses?: readonly string[]): Promise<CallResult>;
  getClusters(operation: Operation, ids: readonly string[], statuses: readonly string[]): Promise<CallResult>;
  /** The jobs of an app's clusters in the zone. */
  listJobs(operation: Operation, app: string, slice: Slice, statuses?: readonly string[]): Promise<CallResult>;
  getJobs(operation: Operation, app: string, ids: readonly string[]): Promise<CallResult>;
}

type Query = Readonly<Record<string, string>>;

/** `path`: as in the configured endpoint. The signature covers it. */
export function createClient(upstream: Upstream, path: string): QingCloudClient {
  const describe = (operation: Operation, name: string, action: string, query: Query) =>
    upstream.call({ name: `qingcloud.${name}`, method: 'GET', path, query: { action, ...query } }, operation);
  // "reverse: 是否逆序，1为逆序，0为正序": 1 lists the newest first. DescribeClusterJobs documents no such parameter.
  const clusters = (operation: Operation, name: string, query: Query) =>
    describe(operation, name, 'DescribeClusters', { reverse: '1', ...query });
  const jobs = (operation: Operation, name: string, app: string, query: Query) =>
    describe(operation, name, 'DescribeClusterJobs', { app, ...query });

  return {
    listClusters: (operation, slice, statuses = []) =>
      clusters(operation, 'listClusters', { ...toPaging(slice), ...toList('status', statuses) }),
    getClusters: (operation, ids, statuses) =>
      clusters(operation, 'getClusters', {
        ...toLimit(ids),
        ...toList('clusters', ids),
        ...toList('status', statuses),
      }),
    listJobs: (operation, app, slice, statuses = []) =>
      jobs(operation, 'listJobs', app, { ...toPaging(slice), ...toList('status', statuses) }),
    getJobs: (operation, app, ids) => jobs(operation, 'getJobs', app, { ...toLimit(ids), ...toList('jobs', ids) }),
  };
}

function toPaging({ offset, limit }: Slice): Query {
  return { offset: String(offset), limit: String(limit) };
}

/** "默认为20": without a limit, a lookup of more ids would return 20. */
function toLimit(ids: readonly string[]): Query {
  return { limit: String(ids.length) };
}

/** `name.1`, `name.2`, …: an array as QingCloud writes it. */
function toList(name: string, values: readonly string[]): Query {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));
}
