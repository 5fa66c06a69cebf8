import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fleet, type ListedCluster, listClusters, startFleet } from './fleet.js';

let fleet: Fleet;
let clusters: readonly ListedCluster[];
let jobs: readonly { readonly id: string; readonly status: string }[];

beforeAll(async () => {
  const size = { cssClusters: 30, dwsClusters: 16, geminiDbInstances: 30, qingCloudClusters: 50, cssLargest: 200 };
  fleet = await startFleet({ size });
  clusters = await listClusters(fleet);
  const filter = 'filter: { providers: [P] }';
  const lists = ['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'].map(
    (provider, index) => `p${index}: clusterJobs(first: 5, ${filter.replace('P', provider)}) { nodes { id status } }`,
  );
  const found = await fleet.read<Record<string, { nodes: typeof jobs }>>(`{ ${lists.join(' ')} }`);
  jobs = Object.values(found).flatMap(({ nodes }) => nodes);
});
beforeEach(() => {
  fleet.clouds.calls.reset();
});
afterAll(() => fleet.close());

type Reference = Readonly<Record<string, unknown>>;
type Entity = Readonly<Record<string, unknown>> | null;

const QUERY = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { FIELDS } }';

function documentOf(fields: string): string {
  return QUERY.replace('FIELDS', fields);
}

async function resolve(representations: readonly Reference[], fields: string): Promise<readonly Entity[]> {
  const { _entities } = await fleet.read<{ _entities: Entity[] }>(documentOf(fields), { representations });
  return _entities;
}

function callsMade(): number {
  return fleet.clouds.calls.count() - fleet.clouds.calls.count('iam');
}

const byId = ({ id }: ListedCluster): Reference => ({ __typename: 'Cluster', id });
const byName = ({ resourceName }: ListedCluster): Reference => ({ __typename: 'Cluster', resourceName });
const READ = '... on Cluster { id name status }';

describe('references to clusters', () => {
  it('by id (250 to 50 clusters) cost at most the pages of the lists, and are resolved in their order', async () => {
    const fifty = clusters.slice(0, 50);
    expect(fifty).toHaveLength(50);
    const referenced = Array.from({ length: 250 }, (_, index) => fifty[(index * 7) % 50]).filter(
      (each) => each !== undefined,
    );
    const entities = await resolve(referenced.map(byId), READ);
    expect(entities).toEqual(referenced.map(({ id, name, status }) => ({ id, name, status })));
    expect(callsMade()).toBeLessThanOrEqual(fleet.clouds.accounts.length);
  });

  it.each([byId, byName])('with only key fields selected cost no call if one account can have them', async (refer) => {
    const own = clusters.filter(({ provider }) => provider === 'HUAWEI_GEMINIDB');
    const entities = await resolve(
      own.map(refer),
      '... on Cluster { id resourceName nativeId provider account { name } }',
    );
    expect(entities).toMatchObject(own.map(({ id, resourceName, nativeId }) => ({ id, resourceName, nativeId })));
    expect(callsMade()).toBe(0);
  });

  it('by id with only key fields selected cost no call at any provider', async () => {
    await resolve(clusters.map(byId), '... on Cluster { id resourceName provider nativeId account { id } }');
    expect(callsMade()).toBe(0);
  });

  it('that are all equal cost one call', async () => {
    const [cluster] = clusters;
    if (!cluster) throw new Error('There are no clusters.');
    await resolve(
      Array.from({ length: 100 }, () => byId(cluster)),
      READ,
    );
    expect(callsMade()).toBe(1);
  });

  it.each(['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'])(
    'by resource name are found in any account of %s',
    async (provider) => {
      const own = clusters.filter((cluster) => cluster.provider === provider);
      const entities = await resolve(own.map(byName), '... on Cluster { id name account { name } }');
      expect(entities).toEqual(own.map(({ id, name, account }) => ({ id, name, account })));
      const accounts = new Set(own.map(({ account }) => account.name)).size;
      // For each account one page of the list or one lookup, and one more for the ids that it does not have.
      expect(callsMade()).toBeLessThanOrEqual(accounts * 2);
    },
  );

  it('to clusters that do not exist are null without an error', async () => {
    const [known] = clusters;
    if (!known) throw new Error('There are no clusters.');
    const entities = await resolve(
      [
        { __typename: 'Cluster', id: 'nonsense' },
        byId(known),
        { __typename: 'Cluster', resourceName: 'huawei-css/00000000-0000-4000-a000-000000000000' },
        { __typename: 'Cluster', resourceName: 'azure/x' },
        { __typename: 'Cluster', resourceName: 'qingcloud/cl-nothing' },
        { __typename: 'Cluster', resourceName: 'qingcloud/../../etc' },
        { __typename: 'Cluster' },
        { __typename: 'Cluster', id: null, resourceName: null },
        { __typename: 'Cluster', id: 7 },
      ],
      READ,
    );
    expect(entities.map((entity) => entity?.['id'] ?? null)).toEqual([null, known.id, ...Array<null>(7).fill(null)]);
  });
});

describe('references of other types', () => {
  it('to accounts cost no call, are resolved in their order, and are null for an unknown one', async () => {
    const { cloudAccounts } = await fleet.read<{ cloudAccounts: { id: string; name: string }[] }>(
      '{ cloudAccounts { id name } }',
    );
    const representations = cloudAccounts.toReversed().map(({ id }) => ({ __typename: 'CloudAccount', id }));
    const strange = ['x', 7, null, undefined].map((id) => ({ __typename: 'CloudAccount', id }));
    const entities = await resolve([...strange, ...representations], '... on CloudAccount { id name }');
    expect(entities).toEqual([null, null, null, null, ...cloudAccounts.toReversed()]);
    expect(callsMade()).toBe(0);
  });

  it('to jobs of all four providers are read in their order, and are null for an unknown one', async () => {
    expect(jobs).toHaveLength(20);
    const references = jobs.toReversed().map(({ id }) => ({ __typename: 'ClusterJob', id }));
    const strange = ['x', 7, null, undefined].map((id) => ({ __typename: 'ClusterJob', id }));
    const entities = await resolve([...strange, ...references], '... on ClusterJob { id status }');
    expect(entities).toEqual([null, null, null, null, ...jobs.toReversed()]);
  });

  it('of several types are resolved together', async () => {
    const [cluster] = clusters;
    const [job] = jobs;
    const representations = [
      { __typename: 'ClusterJob', id: job?.id },
      { __typename: 'Cluster', id: cluster?.id },
      { __typename: 'ClusterJob', id: job?.id },
    ];
    const entities = await resolve(representations, '__typename ... on ClusterJob { id } ... on Cluster { id name }');
    expect(entities.map((entity) => entity?.['id'])).toEqual([job?.id, cluster?.id, job?.id]);
  });
});

describe('a reference that fails', () => {
  it.each([byId, byName])('does not affect references to other accounts', async (refer) => {
    const remove = fleet.clouds.intercept(({ cloud }) => (cloud === 'dws' ? { status: 500, body: {} } : undefined));
    const referenced = clusters.filter(({ provider }) => provider !== 'QINGCLOUD').slice(0, 40);
    const { status, data, errors } = await fleet.execute<{ _entities: Entity[] }>(documentOf(READ), {
      representations: referenced.map(refer),
    });
    remove();
    expect(status).toBe(200);
    const isFailed = ({ provider }: ListedCluster) => provider === 'HUAWEI_DWS';
    data._entities.forEach((entity, index) => {
      const cluster = referenced[index];
      if (cluster && !isFailed(cluster)) expect(entity).toMatchObject({ id: cluster.id, name: cluster.name });
    });
    expect(referenced.some(isFailed)).toBe(true);
    for (const error of errors ?? [])
      expect(error.extensions).toMatchObject({ provider: 'HUAWEI_DWS', code: 'UPSTREAM_UNAVAILABLE' });
    expect(new Set(errors?.map(({ path }) => path?.[1])).size).toBe(referenced.filter(isFailed).length);
  });

  it('does not affect other references to the same account', async () => {
    const state = fleet.clouds.state('search-prod');
    const [first, second] = clusters.filter(
      ({ account, nativeId }) => account.name === 'search-prod' && state.jobs(nativeId).length > 0,
    );
    if (!first || !second) throw new Error('There are not two.');
    const remove = fleet.clouds.intercept(({ path }) =>
      path.includes(first.nativeId) ? { status: 500, body: {} } : undefined,
    );
    const query = documentOf('... on Cluster { id jobs(first: 1) { nodes { id } } }');
    const { data, errors } = await fleet.execute<{ _entities: Entity[] }>(query, {
      representations: [first, second].map(byId),
    });
    remove();
    expect(data._entities).toMatchObject([
      { id: first.id, jobs: null },
      { id: second.id, jobs: { nodes: [{}] } },
    ]);
    expect(errors).toMatchObject([{ path: ['_entities', 0, 'jobs'] }]);
  });
});

describe('references to clusters whose list cannot be read', () => {
  it('are looked up one by one if the account has permission for it', async () => {
    const some = clusters.filter(({ provider }) => provider === 'HUAWEI_CSS').slice(0, 3);
    const stop = fleet.clouds.intercept(({ cloud }, respond) => {
      const reply = respond();
      const isList = cloud === 'css' && JSON.stringify(reply.body).includes('"clusters":[');
      return isList ? { status: 403, body: { errCode: 'APIGW.0302', externalMessage: 'no' } } : reply;
    });
    const entities = await resolve(some.map(byId), READ).finally(stop);
    expect(entities).toEqual(some.map(({ id, name, status }) => ({ id, name, status })));
  });
});

describe('references to types that are no entities', () => {
  it.each([{ __typename: 'Nope' }, { __typename: 'PageInfo' }, { id: 'x' }, { __typename: 5 }])(
    'do not affect others: %j',
    async (reference) => {
      const [cluster] = clusters;
      if (!cluster) throw new Error('There is a cluster.');
      const { status, data, errors } = await fleet.execute(documentOf('... on Cluster { id }'), {
        representations: [byId(cluster), reference],
      });
      expect({ status, data }).toEqual({ status: 200, data: { _entities: [{ id: cluster.id }, null] } });
      const message = 'The "__typename" of a reference in "representations" is no entity of this subgraph.';
      expect(errors).toMatchObject([{ message, path: ['_entities', 1], extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );
});
