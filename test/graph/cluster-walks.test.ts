import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runs } from '../support/long.js';
import { type Fleet, type ListedCluster, listClusters, startFleet } from './fleet.js';
import { isNewestFirst, JOB_FIELDS, jobsOfCluster, type SeenJob, lineOfJob, lineOfNode } from './truth.js';
import { DIRECTIONS, jobsOf, walk, type Walked } from './walking.js';

const SIZES = runs([20, 50], [1, 3, 7, 10, 20, 33, 50, 100]);
const SMALL = 60;
const SIZE = {
  cssClusters: 10,
  cssLargest: 600,
  dwsLargest: 400,
  geminiDbInstances: 8,
  geminiDbJobs: 120,
  geminiDbRecentJobs: 60,
  qingCloudClusters: 10,
  qingCloudJobs: 240,
};
/** Longer than the simulated history of GeminiDB, which otherwise lists 30 days. */
const EVER = 'filter: { createdAfter: "2020-01-01T00:00:00Z" }';

let fleet: Fleet;
let clusters: readonly ListedCluster[];

beforeAll(async () => {
  fleet = await startFleet({
    size: SIZE,
  });
  clusters = await listClusters(fleet);
});
afterAll(() => fleet.close());

function truthOf({ account, nativeId }: ListedCluster): string[] {
  const state = fleet.clouds.state(account.name);
  return jobsOfCluster(fleet, account.name, nativeId).map((job) => lineOfJob(job, state));
}

/** The list of all jobs of a cluster. Without `createdAfter`, GeminiDB's list is limited to 30 days. */
function everything(cluster: ListedCluster) {
  const list = jobsOf(cluster.id, JOB_FIELDS);
  return cluster.provider === 'HUAWEI_GEMINIDB' ? { ...list, list: list.list.replace('…', `…, ${EVER}`) } : list;
}

/** Expects the nodes to equal the simulated jobs, newest first, with consistent pages and cursors. */
function expectWhole({ nodes, pages, errors }: Walked<SeenJob>, truth: readonly string[], size: number): void {
  expect(errors).toEqual([]);
  expect(nodes.map(lineOfNode).sort()).toEqual([...truth].sort());
  expect(isNewestFirst(nodes)).toBe(true);
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
  expect(pages.length).toBe(Math.max(1, Math.ceil(truth.length / size)));
  for (const page of pages) {
    expect(page.nodes.length).toBeLessThanOrEqual(size);
    expect(page.edges.map(({ node }) => node.id)).toEqual(page.nodes.map(({ id }) => id));
    if (page.nodes.length > 0) {
      expect([page.edges[0]?.cursor, page.edges.at(-1)?.cursor]).toEqual([
        page.pageInfo.startCursor,
        page.pageInfo.endCursor,
      ]);
    }
  }
}

const orders = new Map<string, readonly string[]>();

/** Jobs of equal time are ordered the same way for every page size and direction. */
function expectOneOrder({ id }: ListedCluster, { nodes }: Walked<SeenJob>): void {
  const ids = nodes.map((node) => node.id);
  expect(ids).toEqual(orders.get(id) ?? ids);
  orders.set(id, ids);
}

describe('the jobs of every small cluster', () => {
  it.each(SIZES.flatMap((size) => DIRECTIONS.map((direction) => [size, direction] as const)))(
    'in pages of %i %s are complete and in order',
    async (size, direction) => {
      const small = clusters.filter((cluster) => truthOf(cluster).length <= SMALL);
      expect(new Set(small.map(({ provider }) => provider)).size).toBe(4);
      for (const cluster of small) {
        const walked = await walk<SeenJob>(fleet, { ...everything(cluster), size, direction });
        expectWhole(walked, truthOf(cluster), size);
        expectOneOrder(cluster, walked);
      }
    },
  );
});

const PROVIDERS = ['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'];

describe.each(PROVIDERS)('the jobs of the largest cluster of %s', (provider) => {
  const largest = (): ListedCluster => {
    const own = clusters.filter((cluster) => cluster.provider === provider);
    const [first] = own.sort((a, b) => truthOf(b).length - truthOf(a).length);
    if (!first) throw new Error(provider);
    return first;
  };

  it.each(runs([100], [20, 33, 50, 100]))('in pages of %i are complete in both directions', async (size) => {
    for (const direction of DIRECTIONS) {
      const walked = await walk<SeenJob>(fleet, { ...everything(largest()), size, direction });
      expectWhole(walked, truthOf(largest()), size);
      expectOneOrder(largest(), walked);
    }
  });

  it.each(runs([10], [1, 3, 7, 10]))('in pages of %i start and end with the expected rows', async (size) => {
    const whole = await walk<SeenJob>(fleet, { ...everything(largest()), size: 100 });
    const all = whole.nodes.map(({ id }) => id);
    for (const direction of DIRECTIONS) {
      const { nodes } = await walk<SeenJob>(fleet, { ...everything(largest()), size, direction, pages: 12 });
      const count = Math.min(all.length, 12 * size);
      const expected = direction === 'forward' ? all.slice(0, count) : all.slice(all.length - count);
      expect(nodes.map(({ id }) => id)).toEqual(expected);
    }
  });

  it('are counted, and each page shows whether there are more on either side', async () => {
    const count = truthOf(largest()).length;
    const { pages } = await walk<SeenJob>(fleet, { ...everything(largest()), size: 50, more: 'totalCount' });
    expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => count));
    const sides = pages.map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage]);
    expect(sides).toEqual(pages.map((_, index) => [index > 0, index < pages.length - 1]));
  });
});
