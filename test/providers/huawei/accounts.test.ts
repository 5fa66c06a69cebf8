import { describe, expect, it } from 'vitest';
import type { ClusterJobKey, ClusterJobStatus } from '../../../src/domain/job.js';
import { CLUSTER, NOW, openAccount, operate, PROJECT, startCloud, type HuaweiProvider, type Reply } from './cloud.js';
import { CSS_CLUSTERS, DWS_CLUSTERS, DWS_TASKS, GEMINIDB_INSTANCES, GEMINIDB_JOBS } from './payloads.js';

const PROVIDERS = ['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB'] as const satisfies HuaweiProvider[];

const DETAILS: Record<HuaweiProvider, (id: string) => object> = {
  HUAWEI_CSS: (id) => ({ ...CSS_CLUSTERS.clusters[0], id }),
  HUAWEI_DWS: (id) => ({ cluster: { ...DWS_CLUSTERS.clusters[0], id } }),
  HUAWEI_GEMINIDB: (id) => ({ instances: [{ ...GEMINIDB_INSTANCES.instances[0], id }], total_count: 1 }),
};

const MISSING: Record<HuaweiProvider, Reply> = {
  HUAWEI_CSS: { status: 403, body: { errCode: 'CSS.0015', externalMessage: 'No resources are found.' } },
  HUAWEI_DWS: { status: 401, body: { error_code: 'DWS.0047', error_msg: 'No such cluster.' } },
  HUAWEI_GEMINIDB: { body: { instances: [], total_count: 0 } },
};

describe.each(PROVIDERS)('An account of %s', (provider) => {
  it('looks clusters up with one call each, and without a call for an invalid id', async () => {
    const { endpoint, received } = await startCloud(({ path, query }) => {
      const id = query['id'] ?? path.split('/').at(-1) ?? '';
      if (id === 'gone') return MISSING[provider];
      if (id === 'broken') return { status: 403, body: {} };
      return { body: DETAILS[provider](id === 'other' ? 'somebody-else' : id) };
    });
    const account = openAccount(provider, { endpoint });
    const ids = ['a-1', 'gone', '*', 'broken', 'other', '', 'a/../b', 'a-1', 'ü'];
    const found = await account.getClusters(operate(), ids);

    expect(found[0]).toMatchObject({ nativeId: 'a-1', account: 'test', provider });
    expect(found[7]).toBe(found[0]);
    expect(found[3]).toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
    expect([1, 2, 4, 5, 6, 8].map((index) => found[index])).toEqual([null, null, null, null, null, null]);
    expect(received).toHaveLength(4);
    expect(account.lookupCalls(7)).toBe(7);
  });

  it('probes with one call, and rejects with the problem', async () => {
    const { endpoint, received } = await startCloud(({ path }) => {
      if (received.length === 2) return { status: 401, body: { error_code: 'APIGW.0301', error_msg: 'ak not exist' } };
      return { body: path.endsWith('instances') ? { instances: [] } : { clusters: [] } };
    });
    const account = openAccount(provider, { endpoint });
    await account.probe(operate());
    expect(received).toHaveLength(1);
    await expect(account.probe(operate())).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
  });

  it('reports a rejected list of clusters as a missing permission, not as a missing cluster', async () => {
    const { endpoint } = await startCloud(() => ({ status: 403, body: { errCode: 'CSS.0015', externalMessage: '' } }));
    const list = openAccount(provider, { endpoint }).clusters(operate());
    await expect(list.fetch({ offset: 1, limit: 1 })).rejects.toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
  });

  it('keeps the path of its endpoint', async () => {
    const { endpoint, received } = await startCloud(() => ({ body: { clusters: [], instances: [] } }));
    await openAccount(provider, { endpoint: new URL('/gate/way/', endpoint) }).probe(operate());
    expect(received[0]?.path).toMatch(new RegExp(`^/gate/way/v[\\d.]+/${PROJECT}/(clusters|instances)$`));
  });

  it('signs the host with its port', async () => {
    const { endpoint, received } = await startCloud(() => ({ body: { clusters: [], instances: [] } }));
    await openAccount(provider, { endpoint }).probe(operate());
    expect(received[0]?.headers).toMatchObject({ host: endpoint.host, 'x-project-id': PROJECT });
    expect(received[0]?.headers.authorization).toContain('SignedHeaders=content-type;host;x-project-id;x-sdk-date,');
  });
});

describe('The job feed', () => {
  it.each(['HUAWEI_CSS', 'HUAWEI_DWS'] as const)(
    'of a cluster with an id that is invalid at %s fails without a call',
    async (name) => {
      const { endpoint, received } = await startCloud(() => ({ body: {} }));
      const feed = openAccount(name, { endpoint }).jobs(operate(), '../x');
      await expect(feed.fetch({ offset: 1, limit: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(received).toHaveLength(0);
    },
  );

  it('has a different key for each list', () => {
    const endpoint = new URL('http://127.0.0.1:1');
    const css = openAccount('HUAWEI_CSS', { endpoint });
    const geminiDb = openAccount('HUAWEI_GEMINIDB', { endpoint });
    const keys = [
      css.clusters(operate()),
      css.jobs(operate(), 'a'),
      css.jobs(operate(), 'b'),
      geminiDb.jobs(operate(), ''),
      geminiDb.jobs(operate(), '', ['FAILED']),
      geminiDb.jobs(operate(), '', ['RUNNING']),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(css.jobs(operate(), 'a').key).toBe(keys[1]);
  });
});

describe('DWS', () => {
  const REJECTION: Reply = {
    status: 400,
    body: { error_code: 'DWS.5037', error_msg: 'The parameter does not exist.' },
  };

  it('that rejects an order is requested without one from then on', async () => {
    const { endpoint, received } = await startCloud(({ query }) =>
      query['order_by'] === undefined ? { body: DWS_TASKS } : REJECTION,
    );
    const account = openAccount('HUAWEI_DWS', { endpoint });
    expect(await account.jobs(operate(), CLUSTER).fetch({ offset: 0, limit: 10 })).toMatchObject({ total: 2 });
    await account.jobs(operate(), 'another').fetch({ offset: 0, limit: 10 });
    expect(received.map(({ query }) => query['order_by'])).toEqual(['startTime', undefined, undefined]);
  });

  it('that has accepted the order is not called again if it rejects another parameter', async () => {
    const { endpoint, received } = await startCloud(() => (received.length === 1 ? { body: DWS_TASKS } : REJECTION));
    const feed = openAccount('HUAWEI_DWS', { endpoint }).jobs(operate(), CLUSTER);
    await feed.fetch({ offset: 0, limit: 10 });
    expect(await feed.fetch({ offset: 1, limit: 10 })).toBe('rejected');
    expect(received).toHaveLength(2);
  });

  it('reports success with 417 and "DWS.0000"', async () => {
    const body = { ...DWS_TASKS, error_code: 'DWS.0000', error_msg: 'Success.' };
    const { endpoint } = await startCloud(() => ({ status: 417, body }));
    const feed = openAccount('HUAWEI_DWS', { endpoint }).jobs(operate(), CLUSTER);
    expect(await feed.fetch({ offset: 0, limit: 10 })).toMatchObject({ total: 2 });
  });
});

describe('GeminiDB', () => {
  const ID = '6f85e061-04dd-42e7-86d6-d3b1e40aac2e';
  const START = Date.parse('2023-09-12T06:44:01Z');
  const key = (changes: Partial<ClusterJobKey> = {}): ClusterJobKey => ({
    account: 'test',
    scope: '',
    identity: ID,
    createdAt: START,
    ...changes,
  });
  const empty = { jobs: [], total_count: 0 };

  it.each<[ClusterJobStatus[] | undefined, string | undefined]>([
    [['RUNNING'], 'Running'],
    [['SUCCEEDED'], 'Completed'],
    [['FAILED', 'FAILED'], 'Failed'],
    [['RUNNING', 'FAILED'], undefined],
    [['PENDING'], undefined],
    [['UNKNOWN'], undefined],
    [[], undefined],
    [undefined, undefined],
  ])('is requested for jobs that are %j with the status %s', async (statuses, word) => {
    const { endpoint, received } = await startCloud(() => ({ body: empty }));
    const feed = openAccount('HUAWEI_GEMINIDB', { endpoint }).jobs(operate(), '', statuses);
    await feed.fetch({ offset: 0, limit: 10, window: { from: 0, to: 1000 } });
    expect(received[0]?.query['status']).toBe(word);
  });

  it('finds a job by its id alone', async () => {
    const { endpoint, received } = await startCloud(() => ({ body: GEMINIDB_JOBS }));
    const account = openAccount('HUAWEI_GEMINIDB', { endpoint });
    const found = await account.getJobs?.(operate(), [key(), key({ identity: '*' })]);
    expect(found).toMatchObject([{ identity: ID, time: START }, null]);
    expect(received.map(({ query }) => query)).toEqual([{ id: ID }]);
  });

  it.each([
    ['an empty list', { body: empty }],
    ['other jobs', { body: { jobs: GEMINIDB_JOBS.jobs.map((job) => ({ ...job, id: 'x' })) } }],
    ['an error', { status: 404, body: { error_code: 'DBS.200002', error_msg: 'No such job.' } }],
  ] satisfies [string, Reply][])(
    'finds a job in the window around its start if the lookup by id returns %s',
    async (_, nothing) => {
      const { endpoint, received } = await startCloud(({ query }) =>
        query['start_time'] ? { body: GEMINIDB_JOBS } : nothing,
      );
      const found = await openAccount('HUAWEI_GEMINIDB', { endpoint }).getJobs?.(operate(), [key()]);
      expect(found).toMatchObject([{ identity: ID }]);
      expect(received[1]?.query).toEqual({
        id: ID,
        start_time: '2023-08-28T06:44:01+0000',
        end_time: '2023-09-27T06:44:01+0000',
      });
    },
  );

  it('is requested without a future time, and with the whole second of the start', async () => {
    const { endpoint, received } = await startCloud(() => ({ body: empty }));
    const account = openAccount('HUAWEI_GEMINIDB', { endpoint });
    expect(await account.getJobs?.(operate(), [key({ createdAt: NOW - 5000 })])).toEqual([null]);
    expect(await account.getJobs?.(operate(), [key({ createdAt: NOW + 5500 })])).toEqual([null]);
    expect(received.map(({ query }) => query['end_time'])).toEqual([
      undefined,
      '2026-11-21T08:00:00+0000',
      undefined,
      '2026-11-21T08:00:07+0000',
    ]);
  });

  it.each([
    ['no row', []],
    ['another row', [{ ...GEMINIDB_JOBS.jobs[0], id: 'x' }]],
  ])('does not report a job as unknown if a list of %s has a larger total', async (_, jobs) => {
    const { endpoint } = await startCloud(() => ({ body: { jobs, total_count: jobs.length + 1 } }));
    const found = await openAccount('HUAWEI_GEMINIDB', { endpoint }).getJobs?.(operate(), [key()]);
    expect(found).toMatchObject([{ code: 'UPSTREAM_INVALID' }]);
  });

  it('reports why a job could not be read', async () => {
    const { endpoint } = await startCloud(() => ({ status: 403, body: {} }));
    const found = await openAccount('HUAWEI_GEMINIDB', { endpoint }).getJobs?.(operate(), [key()]);
    expect(found).toMatchObject([{ code: 'UPSTREAM_FORBIDDEN' }]);
  });
});
