import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fleet, type ListedCluster, listClusters, startFleet } from './fleet.js';
import { jobsOfCluster, type SeenJob } from './truth.js';
import { jobsOf, walk } from './walking.js';

/** Row 1000 with a limit of 1000: the last row that can be read by the documented parameters of CSS. */
const REACH = 1999;
const WALL = { code: 'UPSTREAM_LIMIT', provider: 'HUAWEI_CSS', account: 'search-prod', retryable: false };

let fleet: Fleet;
let largest: ListedCluster;

beforeAll(async () => {
  fleet = await startFleet();
  const own = (await listClusters(fleet)).filter(({ account }) => account.name === 'search-prod');
  const count = ({ nativeId }: ListedCluster) => jobsOfCluster(fleet, 'search-prod', nativeId).length;
  const found = own.find((cluster) => count(cluster) > REACH);
  if (!found) throw new Error('No list of CSS is longer than its reach.');
  largest = found;
});
afterAll(() => fleet.close());

describe('a CSS list with more rows than CSS can page through', () => {
  it.each([20, 33, 50, 100])(
    'is read to its last reachable row in pages of %i, and the next page is an error',
    async (size) => {
      const { nodes, pages, errors } = await walk<SeenJob>(fleet, { ...jobsOf(largest.id, 'nativeId'), size });
      const truth = jobsOfCluster(fleet, 'search-prod', largest.nativeId).map(({ key }) => key);
      const byKey = (list: readonly (string | null)[]) => [...list].sort();
      expect(byKey(nodes.map(({ nativeId }) => nativeId))).toEqual(byKey(truth.slice(0, REACH)));
      expect(pages.at(-1)?.pageInfo.hasNextPage).toBe(true);
      expect(pages.length).toBe(Math.ceil(REACH / size));
      expect(errors).toMatchObject([{ path: ['cluster', 'jobs'], extensions: WALL }]);
    },
  );

  it('cannot be read backwards from its end', async () => {
    const { pages, errors } = await walk<SeenJob>(fleet, {
      ...jobsOf(largest.id, ''),
      size: 20,
      direction: 'backward',
    });
    expect(pages).toEqual([]);
    expect(errors).toMatchObject([{ extensions: WALL }]);
  });

  it('is not counted', async () => {
    const { pages } = await walk<SeenJob>(fleet, { ...jobsOf(largest.id, '', 'totalCount'), size: 20, pages: 1 });
    expect(pages[0]?.totalCount).toBeNull();
  });

  it('is in `unavailable` of a merged list, which continues without it', async () => {
    const clusters = (await listClusters(fleet)).filter(({ account }) => account.name === 'search-prod');
    const { nodes, pages, errors } = await walk<SeenJob>(fleet, {
      list: 'clusterJobs(…, filter: { clusters: $clusters }) {}',
      fields: 'nativeId',
      types: '$clusters: [ID!]',
      variables: { clusters: clusters.map(({ id }) => id) },
      size: 100,
    });
    expect(errors).toEqual([]);
    const truth = clusters.flatMap(({ nativeId }) => jobsOfCluster(fleet, 'search-prod', nativeId).slice(0, REACH));
    expect(nodes.map(({ nativeId }) => nativeId).sort()).toEqual(truth.map(({ key }) => key).sort());
    const wall = { code: WALL.code, retryable: false, account: { name: 'search-prod' } };
    expect(pages.at(-1)?.unavailable).toMatchObject([{ ...wall, cluster: { nativeId: largest.nativeId } }]);
    expect(pages[0]?.unavailable).toEqual([]);
    expect(pages.at(-1)?.pageInfo.hasNextPage).toBe(false);
  });
});
