import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fleet, type ListedCluster, listClusters, startFleet } from './fleet.js';

let fleet: Fleet;
let clusters: readonly ListedCluster[];

beforeAll(async () => {
  const size = { cssClusters: 24, dwsClusters: 20, geminiDbInstances: 24, qingCloudClusters: 40, cssLargest: 300 };
  fleet = await startFleet({ size });
  clusters = await listClusters(fleet);
});
beforeEach(() => {
  fleet.clouds.calls.reset();
});
afterAll(() => fleet.close());

const PROVIDERS = ['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'];
const KEYS = 'id resourceName provider nativeId account { id name provider region } __typename';

function one(provider: string): ListedCluster {
  const found = clusters.find((cluster) => cluster.provider === provider && cluster.status !== 'CREATING');
  if (!found) throw new Error(provider);
  return found;
}

/** Calls to the clouds, without tokens: path and action. */
function callsMade(): string[] {
  return fleet.clouds.calls
    .list()
    .filter(({ cloud }) => cloud !== 'iam')
    .map(({ path, query }) => query['action'] ?? path.replace(/^.*\/(?=[a-z-]+(\/[a-z-]+)*$)/, ''));
}

/** The maximum number of calls to find a cluster's jobs in a shared list of 300 jobs in 30 days, in growing steps. */
const SEARCH = 9;

describe.each(PROVIDERS)('a cluster of %s by its id', (provider) => {
  const isShared = provider === 'HUAWEI_GEMINIDB' || provider === 'QINGCLOUD';

  it.each([
    ['its key fields cost nothing', KEYS, 0, 0],
    ['its key fields in fragments cost nothing', `... on Cluster { ...K } ... { id }`, 0, 0],
    ['what is skipped costs nothing', `id name @skip(if: true) status @include(if: false)`, 0, 0],
    ['its jobs cost their own call, and none for the cluster', `id jobs(first: 5) { nodes { id } }`, 1, SEARCH],
    ['its own fields cost one call', 'name status createdAt nodeCount engine', 1, 1],
    ['itself and its jobs cost a call each', 'name jobs(first: 5) { nodes { id } }', 2, 1 + SEARCH],
    ['zero jobs cost a call too, because `hasNextPage` needs it', 'jobs(first: 0) { edges { cursor } }', 1, SEARCH],
  ])('%s', async (_, fields, ofOwnList, ofSharedList) => {
    const fragment = fields.includes('...K') ? `fragment K on Cluster { ${KEYS} }` : '';
    const query = `query ($id: ID!) { cluster(id: $id) { ${fields} } } ${fragment}`;
    expect(await fleet.cost(query, { id: one(provider).id })).toBeLessThanOrEqual(isShared ? ofSharedList : ofOwnList);
    const calls = fleet.clouds.calls
      .list()
      .filter(({ cloud, query: { action } }) => cloud !== 'iam' && action !== 'DescribeClusterJobs');
    // If only jobs are selected, only jobs are read.
    if (!fields.includes('name')) expect(calls.filter(({ path }) => !/jobs|records|tasks/.test(path))).toEqual([]);
  });
});

describe('lists read together', () => {
  it('50 clusters with their jobs read each list once, shared or not', async () => {
    const read = await fleet.read<{ clusters: { nodes: ListedCluster[] } }>(
      '{ clusters(first: 50) { nodes { provider nativeId account { name } jobs(first: 10) { nodes { id } } } } }',
    );
    const { nodes } = read.clusters;
    expect(nodes).toHaveLength(50);
    for (const { cloud, isShared } of [
      { cloud: 'geminidb', isShared: true },
      { cloud: 'qingcloud', isShared: true },
      { cloud: 'css', isShared: false },
      { cloud: 'dws', isShared: false },
    ] as const) {
      const lists = fleet.clouds.calls
        .list(cloud)
        .filter(({ path, query }) => /jobs|records|tasks/i.test(query['action'] ?? path))
        .map(({ path, query }) =>
          JSON.stringify([path, query['app'], query['offset'] ?? query['start'], query['zone']]),
        );
      expect(lists.length, cloud).toBeGreaterThan(0);
      // No rows of a list are requested twice.
      expect(new Set(lists).size).toBe(lists.length);
      const own = nodes.filter(({ account }) => fleet.clouds.state(account.name).cloud === cloud);
      if (!isShared) expect(lists.length).toBeLessThanOrEqual(own.length + own.length / 4);
    }
  });

  it('rows of a shared list are read in order, and none is read twice', async () => {
    await fleet.read(
      '{ clusters(first: 50, filter: { providers: [HUAWEI_GEMINIDB] }) { nodes { jobs(first: 10) { nodes { id } } } } }',
    );
    const reads = fleet.clouds.calls
      .list('geminidb')
      .filter(({ path }) => path.endsWith('/jobs'))
      .map(({ query }) => [Number(query['offset']), Number(query['limit'])] as const)
      .sort(([a], [b]) => a - b);
    reads.forEach(([offset], index) => {
      const [before = 0, limit = 0] = reads[index - 1] ?? [];
      // A few rows may be read again, to check that the list has not moved.
      expect(offset).toBeGreaterThanOrEqual(before + limit - 10);
    });
    // 300 jobs of 30 days, by 50.
    expect(reads.length).toBeLessThanOrEqual(8);
  });

  it('a field that is selected twice under two aliases is read once', async () => {
    const id = one('HUAWEI_CSS').id;
    const query =
      'query ($id: ID!) { a: cluster(id: $id) { name jobs(first: 3) { nodes { id } } } b: cluster(id: $id) { status jobs(first: 3) { nodes { status } } } }';
    expect(await fleet.cost(query, { id })).toBe(2);
  });

  it.each([
    ['clusters', '{ clusters(first: 10) { nodes { id } MORE } }'],
    ['jobs', '{ clusterJobs(first: 10) { nodes { id } MORE } }'],
  ])('the total of all %s is read only when it is selected', async (_, query) => {
    const without = await fleet.cost(query.replace('MORE', ''));
    const withTotal = await fleet.cost(query.replace('MORE', 'totalCount'));
    expect(without).toBeLessThanOrEqual(withTotal);
    const skipped = await fleet.cost(query.replace('MORE', 'totalCount @skip(if: true)'));
    expect(skipped).toBe(without);
  });

  it('the second page of a merged list reads only the sources that may have rows on it', async () => {
    const page = `query ($after: String) { clusterJobs(first: 10, after: $after) { nodes { id } pageInfo { endCursor } } }`;
    const first = await fleet.read<{ clusterJobs: { pageInfo: { endCursor: string } } }>(page);
    const atFirst = callsMade().length;
    const second = await fleet.cost(page, { after: first.clusterJobs.pageInfo.endCursor });
    expect(second).toBeLessThan(atFirst / 2);
  });
});
