import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toJobId } from '../../src/domain/ids.js';
import { type Fleet, type ListedCluster, listClusters, startFleet } from './fleet.js';

interface Job {
  readonly id: string;
  readonly nativeId: string | null;
  readonly provider: string;
  readonly account: { readonly name: string };
}

let fleet: Fleet;
let clusters: readonly ListedCluster[];
let jobs: readonly Job[];

beforeAll(async () => {
  fleet = await startFleet();
  clusters = await listClusters(fleet);
  const lists = ['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'].map(
    (name, index) =>
      `p${index}: clusterJobs(first: 3, filter: { providers: [${name}] }) { nodes { id nativeId provider account { name } } }`,
  );
  const found = await fleet.read<Record<string, { nodes: Job[] }>>(`{ ${lists.join(' ')} }`);
  jobs = Object.values(found).flatMap(({ nodes }) => nodes);
});
beforeEach(() => {
  fleet.clouds.calls.reset();
});
afterEach(() => {
  fleet.clouds.clearIntercepts();
});
afterAll(() => fleet.close());

/** Makes every cloud respond with an error. */
function breakClouds(): void {
  fleet.clouds.intercept(() => ({ status: 500, body: {} }));
}

async function resolve(representations: readonly object[], fields: string): Promise<readonly unknown[]> {
  const { _entities } = await fleet.read<{ _entities: unknown[] }>(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${fields} } }
     fragment K on ClusterJob { nativeId provider account { name } }`.replace(
      fields.includes('...K') ? '' : /fragment.*/,
      '',
    ),
    { representations },
  );
  return _entities;
}

const toReference = ({ id }: Job) => ({ __typename: 'ClusterJob', id });

describe('a reference to a job', () => {
  it.each(['... on ClusterJob { id ...K }', '... on ClusterJob { id nativeId provider account { name } }'])(
    'makes no upstream call while only its keys are selected, even if every provider is down: %s',
    async (fields) => {
      breakClouds();
      expect(jobs).toHaveLength(12);
      expect(await resolve(jobs.map(toReference), fields)).toEqual(jobs);
      expect(fleet.clouds.calls.count()).toBe(0);
    },
  );

  it('makes no call for fields that are skipped', async () => {
    const fields = '... on ClusterJob { __typename id status @skip(if: true) clusters @include(if: false) { id } }';
    const expected = jobs.map(({ id }) => ({ __typename: 'ClusterJob', id }));
    expect(await resolve(jobs.map(toReference), fields)).toEqual(expected);
    expect(fleet.clouds.calls.count()).toBe(0);
  });

  it.each(['status', 'createdAt', 'clusters { id }', 'details { __typename }'])(
    'reads the job as soon as `%s` is selected',
    async (field) => {
      const [job] = jobs;
      if (!job) throw new Error('There are no jobs.');
      const [found] = await resolve([toReference(job)], `... on ClusterJob { id ${field} }`);
      expect(found).toMatchObject({ id: job.id });
      expect(fleet.clouds.calls.count()).toBeGreaterThan(0);
    },
  );

  it('is null without a call if its account or its native id is invalid', async () => {
    const key = { scope: '', createdAt: 0 };
    const ids = [
      toJobId({ ...key, account: 'nobody', identity: 'a' }),
      toJobId({ ...key, account: 'tables', identity: 'a/b' }),
      'x',
    ];
    const references = ids.map((id) => ({ __typename: 'ClusterJob', id }));
    expect(await resolve(references, '... on ClusterJob { id nativeId }')).toEqual([null, null, null]);
    expect(fleet.clouds.calls.count()).toBe(0);
  });
});

describe('a reference to a QingCloud cluster by its resource name', () => {
  const refer = ({ resourceName }: ListedCluster) => ({ __typename: 'Cluster', resourceName });
  /** The clusters of the only QingCloud account, so that a resource name can belong to no other account. */
  let only: Fleet;
  let own: readonly ListedCluster[];
  beforeAll(async () => {
    only = await startFleet({
      toAccounts: (accounts) => accounts.filter(({ provider }) => provider === 'qingcloud').slice(0, 1),
    });
    own = (await listClusters(only)).slice(0, 5);
  });
  afterAll(() => only.close());
  const QUERY = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cluster { FIELDS } } }';
  const readOwn = (fields: string) =>
    only.execute<{ _entities: unknown[] }>(QUERY.replace('FIELDS', fields), { r: own.map(refer) });

  it('makes no call for its other keys, even while the provider is down', async () => {
    only.clouds.intercept(() => ({ status: 500, body: {} }));
    only.clouds.calls.reset();
    const { data, errors } = await readOwn('__typename nativeId resourceName provider account { name }');
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual(
      own.map(({ nativeId, resourceName, provider, account }) => ({
        __typename: 'Cluster',
        nativeId,
        resourceName,
        provider,
        account,
      })),
    );
    expect(only.clouds.calls.count()).toBe(0);
    only.clouds.clearIntercepts();
  });

  it.each([
    ['id', 1],
    ['nativeId name', 1],
  ])('looks its app up in one call if `%s` is selected', async (fields, calls) => {
    only.clouds.calls.reset();
    const { data } = await readOwn(fields);
    expect(data._entities).toHaveLength(own.length);
    expect(only.clouds.calls.count()).toBe(calls);
  });
});

describe('the clusters of a QingCloud job with several clusters', () => {
  const QUERY = `query ($account: String!) {
    clusterJobs(first: 1, filter: { accounts: [$account], actions: ["Several"] }) { nodes { clusters { FIELDS } } }
  }`;

  it('are not looked up while only their provider, account and native id are selected', async () => {
    const own = clusters.filter(({ provider }) => provider === 'QINGCLOUD').slice(0, 2);
    const account = own[0]?.account.name ?? '';
    fleet.clouds.intercept(({ query }, reply) => {
      const given = reply();
      if (query.get('action') !== 'DescribeClusterJobs') return given;
      const replace = (key: string, value: unknown) => {
        if (key === 'job_action') return 'Several';
        if (key === 'resources') return {};
        return key === 'resource_ids' ? own.map(({ nativeId }) => nativeId).join(' ') : value;
      };
      return { ...given, body: JSON.parse(JSON.stringify(given.body, replace)) as object };
    });
    const lookups = async (fields: string) => {
      fleet.clouds.calls.reset();
      const { clusterJobs } = await fleet.read<{ clusterJobs: { nodes: { clusters: object[] }[] } }>(
        QUERY.replace('FIELDS', fields),
        { account },
      );
      expect(clusterJobs.nodes[0]?.clusters).toHaveLength(2);
      return fleet.clouds.calls.list().filter(({ query }) => query['clusters.1'] !== undefined).length;
    };
    expect(await lookups('nativeId resourceName')).toBe(0);
    expect(await lookups('id')).toBeGreaterThan(0);
  });
});
