import { accountName, clusterId, accountOfCluster, isCss, type FleetJob, type FleetShape } from './fleet.js';

export const PAGE = `query Page($first: Int, $after: String, $last: Int, $before: String, $filter: FleetJobFilter) {
  clusterJobs(first: $first, after: $after, last: $last, before: $before, filter: $filter, maxStaleness: 86400) {
    nodes { id nativeId action status nativeStatus createdAt finishedAt failureReason clusters { id nativeId } }
    pageInfo { hasNextPage endCursor } asOf
  }
}`;

/** As much as a comparison with the truth needs. */
export const WALK = `query Walk($first: Int, $after: String, $last: Int, $before: String, $filter: FleetJobFilter) {
  clusterJobs(first: $first, after: $after, last: $last, before: $before, filter: $filter, maxStaleness: 86400) {
    nodes { createdAt status action clusters { nativeId } }
    pageInfo { hasNextPage hasPreviousPage endCursor startCursor } unavailable { code message }
  }
}`;

export interface Filter {
  readonly name: string;
  readonly filter: object;
  readonly matches: (job: FleetJob) => boolean;
}

const DAY_MS = 86_400_000;

/** A cluster's id as the program gives it. */
export function graphId(cluster: number): string {
  return Buffer.from(JSON.stringify(['cluster', accountName(accountOfCluster(cluster)), clusterId(cluster)])).toString(
    'base64url',
  );
}

/** The filters whose cost must not depend on the size of the fleet. */
export function filtersOf({ newest }: FleetShape): readonly Filter[] {
  const [from, before] = [newest - DAY_MS, newest - DAY_MS / 24];
  return [
    { name: 'none', filter: {}, matches: () => true },
    {
      name: 'account',
      filter: { accounts: [accountName(3)] },
      matches: ({ cluster }) => accountOfCluster(cluster) === 3,
    },
    {
      name: 'provider',
      filter: { providers: ['HUAWEI_CSS'] },
      matches: ({ cluster }) => isCss(accountOfCluster(cluster)),
    },
    { name: 'status', filter: { statuses: ['FAILED'] }, matches: ({ status }) => status === 'FAILED' },
    {
      name: 'status of an account',
      filter: { statuses: ['FAILED', 'RUNNING'], accounts: [accountName(0)] },
      matches: ({ status, cluster }) => status !== 'SUCCEEDED' && accountOfCluster(cluster) === 0,
    },
    {
      name: 'time',
      filter: { createdAfter: new Date(from).toISOString(), createdBefore: new Date(before).toISOString() },
      matches: ({ createdAt }) => createdAt >= from && createdAt < before,
    },
    { name: 'one cluster', filter: { clusters: [graphId(42)] }, matches: ({ cluster }) => cluster === 42 },
  ];
}

/** Other filters, which may cost more. */
export const SEARCHES: readonly Filter[] = [
  { name: 'action', filter: { actions: ['Expand'] }, matches: ({ action }) => action === 'Expand' },
];
