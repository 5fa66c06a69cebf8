import { expect, test } from 'vitest';
import { operation, openCloud } from './cloud.js';
import { CLUSTER, clusterList, JOB, jobList } from './examples.js';

const SLICE = { offset: 20, limit: 50 };
const SIGNING = [
  'access_key_id',
  'signature',
  'signature_method',
  'signature_version',
  'time_stamp',
  'version',
  'zone',
];

function parametersOf(query: URLSearchParams | undefined) {
  return Object.fromEntries([...(query ?? [])].filter(([name]) => !SIGNING.includes(name)));
}

test("All fields of the documentation's job are read", async () => {
  const { account, queries } = await openCloud(() => jobList([JOB], 731));
  const page = await account.jobs(operation, 'app-tg3lbp0a').fetch(SLICE);
  expect(page).toEqual({
    total: 731,
    serverTime: expect.any(Number) as number,
    rows: [
      {
        time: Date.UTC(2018, 2, 4, 5, 37, 58),
        identity: 'j-etkt94ebqra',
        value: {
          nativeId: 'j-etkt94ebqra',
          clusters: [{ account: 'middleware', provider: 'QINGCLOUD', nativeId: 'cl-xi3aoihf', app: 'app-tg3lbp0a' }],
          action: 'CeaseResources',
          status: 'SUCCEEDED',
          nativeStatus: 'successful',
          createdAt: Date.UTC(2018, 2, 4, 5, 37, 58),
          finishedAt: Date.UTC(2018, 2, 4, 5, 38, 5),
          progress: null,
          failureReason: null,
          details: {
            __typename: 'QingCloudOperation',
            owner: 'system',
            resourceIds: ['cl-xi3aoihf'],
            errorCodes: null,
          },
        },
      },
    ],
  });
  expect(queries.map(parametersOf)).toEqual([
    { action: 'DescribeClusterJobs', app: 'app-tg3lbp0a', offset: '20', limit: '50' },
  ]);
  expect(queries[0]?.get('zone')).toBe('pek3a');
});

test("All fields of the documentation's cluster are read", async () => {
  const { account, queries } = await openCloud(() => clusterList([CLUSTER]));
  const page = await account.clusters(operation).fetch(SLICE);
  expect(page).toMatchObject({
    total: 1,
    rows: [
      {
        time: Date.UTC(2018, 2, 4, 6, 0, 15),
        identity: 'cl-q1witcdk',
        value: {
          account: 'middleware',
          provider: 'QINGCLOUD',
          nativeId: 'cl-q1witcdk',
          app: 'app-tg3lbp0a',
          name: 'ZooKeeper',
          status: 'AVAILABLE',
          nativeStatus: 'active',
          engine: 'ZooKeeper on QingCloud',
          engineVersion: 'QingCloud 1.0 - ZooKeeper 3.4.9',
          nodeCount: 3,
          createdAt: Date.UTC(2018, 2, 4, 6, 0, 15),
        },
      },
    ],
  });
  expect(queries.map(parametersOf)).toEqual([
    {
      action: 'DescribeClusters',
      reverse: '1',
      offset: '20',
      limit: '50',
      'status.1': 'pending',
      'status.2': 'active',
      'status.3': 'stopped',
      'status.4': 'suspended',
    },
  ]);
});

test('A list of fewer statuses has a different key', async () => {
  const { account, queries } = await openCloud(() => jobList([], 0));
  const running = account.jobs(operation, 'app-1', ['RUNNING']);
  await running.fetch(SLICE);
  expect(parametersOf(queries[0])).toMatchObject({ 'status.1': 'working' });
  expect(running.key).not.toBe(account.jobs(operation, 'app-1').key);
  expect(running.key).toBe(account.jobs(operation, 'app-1', ['RUNNING', 'RUNNING']).key);
  expect(account.jobs(operation, 'app-1', ['RUNNING', 'FAILED']).key).toBe(account.jobs(operation, 'app-1').key);
});

test('Nulls among the rows are ignored', async () => {
  const { account } = await openCloud(() => jobList([null, JOB, null], '3'));
  const page = await account.jobs(operation, 'app-tg3lbp0a').fetch(SLICE);
  expect(page).toMatchObject({ total: 3, nulls: 2, rows: [{ identity: 'j-etkt94ebqra' }] });
});

test.each([
  ['job_set', jobList(undefined)],
  ['job_set', jobList(null)],
  ['job_set', jobList({ 0: JOB })],
  ['job_set[1]', jobList([JOB, 'usr-secret'])],
  ['job_set[0].job_id', jobList([{ ...JOB, job_id: undefined }])],
  ['job_set[0].job_id', jobList([{ ...JOB, job_id: '' }])],
  ['job_set[0].job_id', jobList([{ ...JOB, job_id: null }])],
])('A response without a valid %s is invalid', async (place, body) => {
  const { account } = await openCloud(() => body);
  const fault = { code: 'UPSTREAM_INVALID', message: `The provider's response has no valid ${place}.` };
  await expect(account.jobs(operation, 'app-1').fetch(SLICE)).rejects.toMatchObject(fault);
});

test.each([
  ['cluster_set', clusterList(undefined)],
  ['cluster_set[0].cluster_id', clusterList([{ ...CLUSTER, cluster_id: undefined }])],
])('A response without a valid %s is invalid as a list of clusters', async (place, body) => {
  const { account } = await openCloud(() => body);
  const fault = { code: 'UPSTREAM_INVALID', message: `The provider's response has no valid ${place}.` };
  await expect(account.clusters(operation).fetch(SLICE)).rejects.toMatchObject(fault);
});

test.each([undefined, null, '', 'soon', '2018-02-30T00:00:00Z', 0, {}])(
  'A row with the time %o is listed.',
  async (create_time) => {
    const { account } = await openCloud((query) =>
      query.get('action') === 'DescribeClusters'
        ? clusterList([{ ...CLUSTER, create_time }])
        : jobList([{ ...JOB, create_time }]),
    );
    for (const list of [account.clusters(operation), account.jobs(operation, 'app-1')]) {
      expect(await list.fetch(SLICE)).toMatchObject({ rows: [{ time: undefined, value: { createdAt: null } }] });
    }
  },
);

test.each([0, '0', undefined])('A list that is null with the total %o is empty', async (total_count) => {
  const { account } = await openCloud(() => ({ ret_code: 0, cluster_set: null, job_set: null, total_count }));
  expect(await account.clusters(operation).fetch(SLICE)).toMatchObject({ rows: [] });
  expect(await account.jobs(operation, 'app-1').fetch(SLICE)).toMatchObject({ rows: [] });
});

test('A page with rejected parameters is `rejected`, and a probe with rejected parameters is an error', async () => {
  const { account } = await openCloud(() => ({ ret_code: 1100, message: 'InvailidRequestFormat, usr-secret' }));
  const fault = { code: 'UPSTREAM_INVALID', message: 'The provider rejects the parameters of the request.' };
  expect(await account.jobs(operation, 'app-1').fetch(SLICE)).toBe('rejected');
  await expect(account.probe(operation)).rejects.toMatchObject(fault);
});

test('A probe requests one cluster', async () => {
  const { account, queries } = await openCloud(() => clusterList([]));
  await account.probe(operation);
  expect(parametersOf(queries[0])).toMatchObject({ action: 'DescribeClusters', limit: '1' });
});

test('The apps of the job feeds are known if they are configured', async () => {
  const { account } = await openCloud(() => ({}), { apps: ['app-1'] });
  expect(account).toMatchObject({ jobScope: 'app', knownJobScopes: ['app-1'] });
  expect((await openCloud(() => ({}))).account).not.toHaveProperty('knownJobScopes');
});
