import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toClusterId } from '../../src/domain/ids.js';
import type { CloudName } from '../../src/simulator/index.js';
import { type Fleet, type GraphError, type ListedCluster, listClusters, startFleet } from './fleet.js';
import type { Connection } from './walking.js';

const PROVIDERS = {
  HUAWEI_CSS: 'css',
  HUAWEI_DWS: 'dws',
  HUAWEI_GEMINIDB: 'geminidb',
  QINGCLOUD: 'qingcloud',
} as const;
type Provider = keyof typeof PROVIDERS;
const NAMES = Object.keys(PROVIDERS) as Provider[];

let fleet: Fleet;
let clusters: readonly ListedCluster[];

beforeAll(async () => {
  fleet = await startFleet({
    size: { cssLargest: 60, dwsLargest: 60, geminiDbJobs: 60, geminiDbRecentJobs: 60, qingCloudJobs: 60 },
    settings: { limits: { requestTimeoutMs: 4000 } },
  });
  clusters = await listClusters(fleet);
});
afterEach(() => {
  fleet.clouds.clearIntercepts();
});
afterAll(() => fleet.close());

interface Broken {
  readonly data: Readonly<Record<string, Record<string, unknown> | null>>;
  readonly errors?: readonly GraphError[];
}

function one(provider: Provider): ListedCluster {
  const found = clusters.find((cluster) => cluster.provider === provider);
  if (!found) throw new Error(provider);
  return found;
}

/** Replaces every response of a cloud, except IAM's, until the test ends. */
function breakCloud(cloud: CloudName, status: number, body: object): void {
  fleet.clouds.intercept((request) => (request.cloud === cloud ? { status, body } : undefined));
}

const HUAWEI_DENIED = { status: 403, body: { error_code: 'APIGW.0302', error_msg: 'The IAM user is not authorized' } };
const DENIED: Readonly<Record<Provider, { status: number; body: object }>> = {
  HUAWEI_CSS: HUAWEI_DENIED,
  HUAWEI_DWS: HUAWEI_DENIED,
  HUAWEI_GEMINIDB: HUAWEI_DENIED,
  QINGCLOUD: { status: 200, body: { ret_code: 1400, message: 'PermissionDenied, secret detail' } },
};

describe.each(NAMES)('a failure of %s', (provider) => {
  it('is an error at the field in a response with status 200, and its siblings keep their values', async () => {
    const { status, body } = DENIED[provider];
    breakCloud(PROVIDERS[provider], status, body);
    const own = one(provider);
    const other = clusters.find((cluster) => cluster.provider !== provider);
    const result = await fleet.execute<Broken['data']>(
      `query ($id: ID!, $other: ID!) {
        cluster(id: $id) { nativeId jobs(first: 2) { nodes { id } } }
        beside: cluster(id: $other) { name }
      }`,
      { id: own.id, other: other?.id },
    );
    expect(result.status).toBe(200);
    expect(result.data).toEqual({ cluster: { nativeId: own.nativeId, jobs: null }, beside: { name: other?.name } });
    const extensions = { code: 'UPSTREAM_FORBIDDEN', provider, account: own.account.name, retryable: false };
    expect(result.errors).toMatchObject([{ path: ['cluster', 'jobs'], extensions }]);
    if (provider !== 'QINGCLOUD') expect(result.errors?.[0]?.extensions['upstreamRequestId']).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(result.errors)).not.toMatch(/secret|not authorized|http:|127\.0/);
  });

  it('is in `unavailable` of merged lists, and is the error of the account’s own list', async () => {
    breakCloud(PROVIDERS[provider], 500, {});
    const fields =
      'nodes { id } totalCount pageInfo { hasNextPage endCursor } unavailable { code retryable message account { name provider } cluster { nativeId } }';
    const account = one(provider).account.name;
    const { data, errors } = await fleet.execute<
      Record<'clusters' | 'clusterJobs', Connection<unknown>> & { cloudAccount: unknown }
    >(
      `query ($account: String!) {
        clusters(first: 100) { ${fields} }
        clusterJobs(first: 20) { ${fields} }
        cloudAccount(name: $account) { name clusters { nodes { id } } }
      }`,
      { account },
    );
    const accounts = [
      ...new Set(clusters.filter((each) => each.provider === provider).map((each) => each.account.name)),
    ];
    const gap = { code: 'UPSTREAM_UNAVAILABLE', retryable: true };
    const unavailableAccounts = ({ unavailable }: Connection<unknown>) =>
      [...new Set(unavailable.map(({ account: { name } }) => name))].sort();
    expect(unavailableAccounts(data.clusters)).toEqual(accounts.sort());
    expect(unavailableAccounts(data.clusterJobs)).toEqual(accounts.sort());
    for (const source of [...data.clusters.unavailable, ...data.clusterJobs.unavailable])
      expect(source).toMatchObject(gap);
    expect(data.clusters.nodes).toHaveLength(clusters.filter((each) => each.provider !== provider).length);
    expect([data.clusters.totalCount, data.clusterJobs.totalCount]).toEqual([null, null]);
    expect(data.clusters.pageInfo).toMatchObject({ hasNextPage: false, endCursor: expect.any(String) as string });
    expect(data.clusterJobs.nodes).toHaveLength(20);
    expect(data.cloudAccount).toEqual({ name: account, clusters: null });
    expect(errors).toMatchObject([{ path: ['cloudAccount', 'clusters'], extensions: { ...gap, provider, account } }]);
  });
});

describe('rows of a source that was unavailable', () => {
  it('are on later pages once the source can be read again', async () => {
    const remove = fleet.clouds.intercept(({ cloud }) => (cloud === 'dws' ? { status: 500, body: {} } : undefined));
    const query =
      '{ clusters(first: 100, AFTER) { nodes { id } pageInfo { hasNextPage endCursor } unavailable { code } } }';
    interface Page {
      readonly clusters: Connection<{ id: string }>;
    }
    const { clusters: first } = await fleet.read<Page>(query.replace('AFTER', ''));
    remove();
    const { clusters: rest } = await fleet.read<Page>(
      query.replace('AFTER', `after: "${first.pageInfo.endCursor ?? ''}"`),
    );
    const own = clusters.filter(({ provider }) => provider === 'HUAWEI_DWS').map(({ id }) => ({ id }));
    expect(rest).toMatchObject({ nodes: own, unavailable: [] });
  });
});

describe('a cluster that does not exist', () => {
  const nothing = (provider: Provider) => {
    const { account } = one(provider);
    const app = provider === 'QINGCLOUD' ? { app: 'app-tg3lbp0a' } : {};
    return toClusterId({ account: account.name, provider, nativeId: 'nothing-0', ...app });
  };
  const JOBS =
    'query ($id: ID!) { cluster(id: $id) { nativeId jobs { nodes { id } totalCount pageInfo { hasNextPage } } } }';

  it.each(['HUAWEI_CSS', 'HUAWEI_DWS'] as const)('at %s has no list of jobs', async (provider) => {
    const { data, errors } = await fleet.execute<Broken['data']>(JOBS, { id: nothing(provider) });
    expect(data).toEqual({ cluster: { nativeId: 'nothing-0', jobs: null } });
    expect(errors).toMatchObject([
      { path: ['cluster', 'jobs'], extensions: { code: 'NOT_FOUND', provider, retryable: false } },
    ]);
  });

  it.each(['HUAWEI_GEMINIDB', 'QINGCLOUD'] as const)('at %s has no jobs', async (provider) => {
    const data = await fleet.read<Broken['data']>(JOBS, { id: nothing(provider) });
    expect(data).toMatchObject({ cluster: { jobs: { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false } } } });
  });

  it('at QingCloud has no jobs if its app does not exist either', async () => {
    const rejection = {
      status: 200,
      body: { ret_code: 2100, message: 'ResourceNotFound, resource [app-tg3lbp0a] not found' },
    };
    fleet.clouds.intercept(({ cloud }) => (cloud === 'qingcloud' ? rejection : undefined));
    const data = await fleet.read<Broken['data']>(JOBS, { id: nothing('QINGCLOUD') });
    expect(data).toMatchObject({ cluster: { jobs: { nodes: [], totalCount: 0 } } });
  });

  it.each(NAMES)('at %s is null without an error if more than its key is selected', async (provider) => {
    const query = 'query ($id: ID!) { cluster(id: $id) { id name jobs { nodes { id } } } }';
    expect(await fleet.read(query, { id: nothing(provider) })).toEqual({ cluster: null });
  });

  it('still has its jobs at GeminiDB, which have a cluster with key fields only', async () => {
    const state = fleet.clouds.state('tables');
    const gone = 'a'.repeat(32) + 'in06';
    const job = state.insertJob('', [gone]);
    const query =
      '{ clusterJobs(first: 50, filter: { providers: [HUAWEI_GEMINIDB] }) { nodes { nativeId clusters { nativeId resourceName name status createdAt jobs { nodes { nativeId } } } } } }';
    const { clusterJobs } = await fleet.read<{ clusterJobs: { nodes: { nativeId: string; clusters: unknown }[] } }>(
      query,
    );
    const seen = clusterJobs.nodes.find(({ nativeId }) => nativeId === job.key);
    const nulls = { name: null, status: null, createdAt: null };
    expect(seen?.clusters).toEqual([
      { nativeId: gone, resourceName: `huawei-geminidb/${gone}`, ...nulls, jobs: { nodes: [{ nativeId: job.key }] } },
    ]);
    state.deleteJob(job.key);
  });
});

describe('a QingCloud cluster whose app is unknown', () => {
  const QUERY = `query ($ids: [ID!]) {
    clusterJobs(first: 1, filter: { clusters: $ids }) { totalCount unavailable { code message } }
  }`;
  /** The provider gives no cluster's app until the returned function is called. */
  const hideApps = () =>
    fleet.clouds.intercept(({ cloud }, respond) => {
      const reply = respond();
      if (cloud !== 'qingcloud') return reply;
      const hide = (key: string, value: unknown) => (key === 'app_id' || key === 'app_info' ? undefined : value);
      return { ...reply, body: JSON.parse(JSON.stringify(reply.body, hide)) as object };
    });

  it('is looked up for its app, and is unavailable if the provider gives none', async () => {
    const stop = hideApps();
    const query = '{ clusters(first: 1, filter: { providers: [QINGCLOUD] }) { nodes { id } } }';
    const { clusters: page } = await fleet.read<{ clusters: Connection<{ id: string }> }>(query);
    const ids = page.nodes.map(({ id }) => id);
    const unavailable = [{ code: 'UPSTREAM_INVALID', message: expect.stringContaining('app') as string }];
    expect(await fleet.read(QUERY, { ids })).toEqual({ clusterJobs: { totalCount: null, unavailable } });
    stop();
    const { cluster } = await fleet.read<{ cluster: { jobs: { totalCount: number } } }>(
      'query ($id: ID!) { cluster(id: $id) { jobs { totalCount } } }',
      { id: ids[0] },
    );
    expect(cluster.jobs.totalCount).toBeGreaterThan(0);
    expect(await fleet.read(QUERY, { ids })).toEqual({ clusterJobs: { ...cluster.jobs, unavailable: [] } });
  });
});
