import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../src/fleet-page/endpoint/endpoint.js';
import { load, MOST_JOBS } from '../../src/fleet-page/fleet/load.js';
import type { ClusterJobStatus, FleetJobFilter } from '../../src/fleet-page/generated/graphql.js';

const SINCE_MS = Date.UTC(2026, 10, 30);

interface Row {
  readonly id: string;
  readonly status: ClusterJobStatus;
}

interface Variables {
  readonly first?: number;
  readonly after?: string | null;
  readonly filter?: FleetJobFilter;
  readonly running?: FleetJobFilter;
  readonly pending?: FleetJobFilter;
}

/** An endpoint over rows, newest first, with pages of at most 100 rows. */
function endpointOf(rows: readonly Row[]) {
  const requests: Variables[] = [];
  const endpoint: Pick<Endpoint, 'query'> = {
    query: (_: unknown, variables: unknown) => {
      const { filter, after, first = 20 } = variables as Variables;
      requests.push(variables as Variables);
      const names = ['all', 'FAILED', 'RUNNING', 'PENDING', 'SUCCEEDED', 'UNKNOWN'];
      const countOf = (name: string) => rows.filter(({ status }) => name === 'all' || status === name).length;
      const counts = Object.fromEntries(names.map((name) => [name, { totalCount: countOf(name) }]));
      const matching = rows.filter(({ status }) => filter?.statuses?.includes(status) ?? true);
      const start = Number(after ?? 0);
      const nodes = matching.slice(start, start + first).map((row) => ({ ...row, createdAt: null, finishedAt: null }));
      const pageInfo = { endCursor: String(start + first), hasNextPage: start + first < matching.length };
      const clusterJobs = { nodes, pageInfo, unavailable: [], asOf: null, since: null };
      return Promise.resolve({ data: (filter ? { clusterJobs } : counts) as never, messages: [] });
    },
  };
  return { endpoint: endpoint as Endpoint, requests };
}

function read(endpoint: Endpoint, hasStore = true) {
  const { signal } = new AbortController();
  const options = {
    filter: {},
    sinceMs: SINCE_MS,
    hasStore,
    signal,
    onPage: () => undefined,
  };
  return load(endpoint, options);
}

const rowsOf = (count: number, statusAt: (index: number) => ClusterJobStatus) =>
  Array.from({ length: count }, (_, index) => ({ id: String(index), status: statusAt(index) }));

describe('The fleet page loads', () => {
  it('all jobs of a small fleet, each once, and then needs no counts', async () => {
    const { endpoint } = endpointOf(rowsOf(250, (index) => (index % 50 === 0 ? 'RUNNING' : 'SUCCEEDED')));
    const { jobs, isWhole, totals } = await read(endpoint);
    expect([jobs.length, isWhole, totals]).toEqual([250, true, undefined]);
  });

  it('the newest and all failed jobs of a large fleet, and how many there are', async () => {
    const last = 4999;
    const { endpoint } = endpointOf(rowsOf(last + 1, (index) => (index === last ? 'FAILED' : 'SUCCEEDED')));
    const { jobs, isWhole, totals } = await read(endpoint);
    expect(jobs).toHaveLength(MOST_JOBS + 1);
    expect(jobs.some(({ id }) => id === String(last))).toBe(true);
    expect(isWhole).toBe(false);
    expect(totals).toMatchObject({ all: 5000, FAILED: 1, SUCCEEDED: 4999, RUNNING: 0 });
  });

  it('counts of open jobs whenever they began from a store, and else of those in the time range', async () => {
    for (const hasStore of [true, false]) {
      const { endpoint, requests } = endpointOf(rowsOf(5000, () => 'SUCCEEDED'));
      await read(endpoint, hasStore);
      const inRange = { createdAfter: new Date(SINCE_MS).toISOString() };
      const open = hasStore ? {} : inRange;
      expect(requests.at(-1)).toMatchObject({
        all: inRange,
        succeeded: { ...inRange, statuses: ['SUCCEEDED'] },
        failed: { ...inRange, statuses: ['FAILED'] },
      });
      expect([requests.at(-1)?.running, requests.at(-1)?.pending]).toEqual([
        { ...open, statuses: ['RUNNING'] },
        { ...open, statuses: ['PENDING'] },
      ]);
    }
  });

  it('no older open jobs from a server without a store, which would read whole histories', async () => {
    const { endpoint, requests } = endpointOf(rowsOf(10, () => 'RUNNING'));
    await read(endpoint, false);
    expect(requests.map(({ filter }) => filter)).toEqual([{ createdAfter: new Date(SINCE_MS).toISOString() }]);
  });
});
