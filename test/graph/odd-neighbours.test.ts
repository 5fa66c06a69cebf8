import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { loadByAccount } from '../../src/loaders/by-account.js';
import { type Fleet, type ListedCluster, listClusters, startFleet } from './fleet.js';

let fleet: Fleet;
let clusters: readonly ListedCluster[];
beforeAll(async () => {
  fleet = await startFleet({ size: { cssLargest: 20, dwsLargest: 20 } });
  clusters = await listClusters(fleet);
});
afterEach(() => {
  fleet.clouds.clearIntercepts();
});
afterAll(() => fleet.close());

it.each([
  ['HUAWEI_CSS', 'clusters', 'id'],
  ['HUAWEI_DWS', 'clusters', 'id'],
])(
  'a row of %s without an identity fails its list, but not lookups by id of the other clusters',
  async (provider, list, field) => {
    const own = clusters.filter((cluster) => cluster.provider === provider).slice(0, 5);
    expect(own.length).toBeGreaterThan(2);
    const account = own[0]?.account.name ?? '';
    fleet.clouds.intercept((_, reply) => {
      const { body, ...rest } = reply();
      const copy = JSON.parse(JSON.stringify(body)) as Record<string, Record<string, unknown>[] | undefined>;
      const rows = copy[list];
      if (Array.isArray(rows) && rows[0]) rows.push({ ...rows[0], [field]: null });
      return { ...rest, body: copy };
    });
    const listed = await fleet.execute('query ($a: String!) { cloudAccount(name: $a) { clusters { nodes { id } } } }', {
      a: account,
    });
    expect(listed.errors?.[0]?.extensions['code']).toBe('UPSTREAM_INVALID');
    const representations = own
      .filter((each) => each.account.name === account)
      .map(({ id }) => ({ __typename: 'Cluster', id }));
    const { _entities } = await fleet.read<{ _entities: unknown[] }>(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Cluster { id name } } }',
      { representations },
    );
    expect(_entities).toEqual(
      own.filter((each) => each.account.name === account).map(({ id, name }) => ({ id, name })),
    );
  },
);

it('a QingCloud cluster without an app makes its account unavailable for jobs, and the jobs of known apps stay', async () => {
  const query =
    '{ clusterJobs(first: 5, filter: { providers: [QINGCLOUD] }) { nodes { id } totalCount unavailable { code account { name } } } }';
  interface Jobs {
    readonly clusterJobs: {
      readonly nodes: object[];
      readonly totalCount: number | null;
      readonly unavailable: object[];
    };
  }
  const own = await startFleet({
    toAccounts: (accounts) => accounts.filter(({ provider }) => provider === 'qingcloud'),
  });
  const { clusterJobs: before } = await own.read<Jobs>(query);
  expect(before).toMatchObject({ unavailable: [], totalCount: expect.any(Number) as number });
  own.clouds.intercept(({ query: sent }, reply) => {
    const { body, ...rest } = reply();
    if (sent.get('action') !== 'DescribeClusters') return { body, ...rest };
    const { cluster_set: [first = {}, ...others] = [], ...whole } = JSON.parse(JSON.stringify(body)) as {
      cluster_set?: object[];
    };
    return {
      ...rest,
      body: { ...whole, cluster_set: [{ ...first, app_id: undefined, app_info: undefined }, ...others] },
    };
  });
  const { clusterJobs: after } = await own.read<Jobs>(query);
  expect(after.nodes).toHaveLength(5);
  expect(after.totalCount).toBeNull();
  expect(after.unavailable).not.toEqual([]);
  await own.close();
});

it('the failure of one account affects only the keys of that account', async () => {
  const keys = ['a', 'b', 'a'].map((account, row) => ({ account, row }));
  const failure = new Error('a fails');
  const load = (account: string, group: readonly { readonly row: number }[]) =>
    account === 'a' ? Promise.reject(failure) : Promise.resolve(group.map(({ row }) => row));
  expect(await loadByAccount(keys, load)).toEqual([failure, 1, failure]);
});
