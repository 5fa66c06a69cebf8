import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../paging/random.js';
import { type Fleet, type ListedCluster, startFleet } from './fleet.js';
import { isNewestFirst } from './truth.js';
import { DIRECTIONS, type Direction, walk } from './walking.js';

const STATUSES = ['CREATING', 'AVAILABLE', 'CHANGING', 'STOPPED', 'UNAVAILABLE', 'FAILED', 'DELETED', 'UNKNOWN'];

type Provider = 'HUAWEI_CSS' | 'HUAWEI_DWS' | 'HUAWEI_GEMINIDB' | 'QINGCLOUD';
type Seen = ListedCluster & { readonly createdAt: string };

interface Filter {
  providers?: Provider[];
  accounts?: string[];
  statuses?: string[];
  nameContains?: string;
}

let fleet: Fleet;
/** All simulated clusters, deleted ones included, with their GraphQL status. */
let all: readonly Seen[];

beforeAll(async () => {
  fleet = await startFleet({ size: { cssLargest: 30, dwsLargest: 30, geminiDbJobs: 30, qingCloudClusters: 30 } });
  const [loud] = fleet.clouds.state('warehouse').clusters();
  if (loud) fleet.clouds.state('warehouse').changeCluster(loud.id, { name: 'SALES-Prod-0' });
  all = (await list({ statuses: STATUSES }, 100)).nodes;
});
afterAll(() => fleet.close());

function list(filter: Filter, size: number, direction: Direction = 'forward') {
  return walk<Seen>(fleet, {
    list: 'clusters(…, filter: $filter) {}',
    fields: 'nativeId name status createdAt provider resourceName account { name }',
    more: 'totalCount',
    types: '$filter: ClusterFilter',
    variables: { filter },
    size,
    direction,
  });
}

function matches({ provider, account, status, name }: Seen, filter: Filter): boolean {
  return (
    (filter.providers?.some((each) => each === provider) ?? true) &&
    (filter.accounts?.includes(account.name) ?? true) &&
    (filter.statuses?.includes(status) ?? status !== 'DELETED') &&
    name.toLowerCase().includes(filter.nameContains?.toLowerCase() ?? '')
  );
}

function randomFilter(random: Random): Filter {
  const some = <T>(values: readonly T[], most: number) =>
    Array.from({ length: random.below(most + 1) }, () => random.pick(values));
  return {
    ...(random.chance(0.4) && { providers: some<Provider>(['HUAWEI_CSS', 'HUAWEI_DWS', 'QINGCLOUD'], 3) }),
    ...(random.chance(0.3) && { accounts: [...some(fleet.clouds.states, 4).map(({ name }) => name), 'nobody'] }),
    ...(random.chance(0.5) && { statuses: some(STATUSES, 4) }),
    ...(random.chance(0.4) && { nameContains: random.pick(['PROD', 'a', '-0', 'kafka', 'nothing like it', '']) }),
  };
}

describe('the clusters of the fleet', () => {
  it('are all clusters of the clouds, newest first', async () => {
    const { nodes } = await list({}, 100);
    const lineOf = (name: string, id: string, at: number) => `${name} ${id} ${new Date(at).toISOString()}`;
    const truth = fleet.clouds.states.flatMap((state) =>
      state.clusters().map(({ id, createdAt }) => lineOf(state.name, id, createdAt)),
    );
    const seen = nodes.map(({ account, nativeId, createdAt }) => `${account.name} ${nativeId} ${createdAt}`);
    expect(seen.sort()).toEqual(truth.sort());
    expect(isNewestFirst(nodes)).toBe(true);
  });

  it.each([1, 3, 7, 10, 20, 33, 50])('are the same in pages of %i in both directions', async (size) => {
    const { nodes } = await list({}, 100);
    for (const direction of DIRECTIONS) {
      const walked = await list({}, size, direction);
      expect(walked.nodes).toEqual(nodes);
      expect(walked.pages.length).toBe(Math.ceil(nodes.length / size));
      expect(walked.pages.map(({ totalCount }) => totalCount)).toEqual(walked.pages.map(() => nodes.length));
    }
  });

  it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    'are exactly those that match a random filter: %i',
    async (seed) => {
      const random = new Random(seed);
      const filter = randomFilter(random);
      const truth = all.filter((cluster) => matches(cluster, filter));
      for (const direction of DIRECTIONS) {
        const { nodes, pages, errors } = await list(filter, random.pick([3, 20, 100]), direction);
        expect(errors).toEqual([]);
        expect(nodes, JSON.stringify(filter)).toEqual(truth);
        expect(pages[0]?.totalCount).toBe(truth.length);
      }
    },
  );

  it('include deleted ones only if the filter has DELETED', async () => {
    const deleted = all.filter(({ status }) => status === 'DELETED');
    expect(deleted.length).toBeGreaterThan(2);
    expect(new Set(deleted.map(({ provider }) => provider))).toEqual(new Set(['QINGCLOUD']));
    expect((await list({ statuses: ['DELETED'] }, 20)).nodes).toEqual(deleted);
    expect((await list({}, 100)).nodes.filter(({ status }) => status === 'DELETED')).toEqual([]);
    const [last] = deleted;
    // A cluster may be deleted while it is being listed, and the provider still lists it.
    const remove = fleet.clouds.intercept(({ cloud, query }, respond) => {
      if (cloud !== 'qingcloud' || query.get('action') !== 'DescribeClusters') return undefined;
      const reply = respond();
      const body = reply.body as { cluster_set: { cluster_id: string }[] };
      const rows = body.cluster_set.map((row, index) => (index === 0 ? { ...row, status: 'ceased' } : row));
      return { ...reply, body: { ...body, cluster_set: rows } };
    });
    const filter: Filter = { providers: ['QINGCLOUD'], accounts: last ? [last.account.name] : [] };
    const without = (await list(filter, 100).finally(remove)).nodes;
    expect(without).toHaveLength((await list(filter, 100)).nodes.length - 1);
    const others = STATUSES.filter((status) => status !== 'DELETED');
    expect((await list({ statuses: others }, 100)).nodes).toEqual((await list({}, 100)).nodes);
  });

  it.each(fleetAccounts())('of the account %s are those of the fleet that belong to it', async (name) => {
    const { nodes } = await walk<Seen>(fleet, {
      list: 'cloudAccount(name: $name) { clusters(…) {} }',
      fields: 'nativeId',
      types: '$name: String!',
      variables: { name },
      size: 4,
      direction: 'backward',
    });
    const own = all.filter(({ account, status }) => account.name === name && status !== 'DELETED');
    expect(nodes.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
  });

  it.each<[string, Filter]>([
    ['no provider', { providers: [] }],
    ['no account', { accounts: [] }],
    ['an unknown account', { accounts: ['nobody'] }],
    ['no status', { statuses: [] }],
    ['a name that nothing has', { nameContains: '%' }],
    ['an account of another provider', { providers: ['QINGCLOUD'], accounts: ['tables'] }],
  ])('are an empty list if the filter cannot match: %s', async (_, filter) => {
    const { pages, errors } = await list(filter, 20);
    expect(errors).toEqual([]);
    const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
    expect(pages).toMatchObject([{ nodes: [], totalCount: 0, unavailable: [], pageInfo }]);
  });
});

/** The names of the simulated accounts, for a test table that is built before the clouds start. */
function fleetAccounts(): readonly string[] {
  return ['search-prod', 'search-europe', 'warehouse', 'analytics', 'tables', 'middleware', 'middleware-south'];
}
