import { describe, expect, test } from 'vitest';
import { get, toSignedQuery, type Query } from './qingcloud-client.js';
import { NOW, APP, open } from './qingcloud-cloud.js';

describe('Signatures', () => {
  const TARGETS = [
    '/iaas/?access_key_id=QYACCESSKEYIDEXAMPLE&action=DescribeClusterJobs&app=app-tg3lbp0a&jobs.1=j-etkt94ebqra&limit=1&signature_method=HmacSHA256&signature_version=1&time_stamp=2026-11-21T00%3A00%3A00Z&version=1&zone=pek3a&signature=YS5Nkfn%2FTVZYtbBNCU%2FAmGGrjWpk%2BgN6tLwQnVDE3Q4%3D',
    '/iaas/?access_key_id=QYACCESSKEYIDEXAMPLE&action=DescribeClusterJobs&app=app-tg3lbp0a&limit=100&offset=20&signature_method=HmacSHA256&signature_version=1&status.1=working&status.2=failed&time_stamp=2026-11-21T00%3A00%3A00Z&verbose=0&version=1&zone=pek3a&signature=iepbSlsZjSteIL3bjuhXBH15TBHqH193rVnkrqy%2FhEQ%3D',
    '/iaas/?access_key_id=QYACCESSKEYIDEXAMPLE&action=DescribeClusters&apps.1=app-tg3lbp0a&clusters.1=cl-q1witcdk&clusters.2=cl-xi3aoihf&limit=100&reverse=1&search_word=my%20cluster%2Fa%2Bb~c%2A%E9%9B%86%E7%BE%A4&signature_method=HmacSHA256&signature_version=1&time_stamp=2026-11-21T00%3A00%3A00Z&version=1&zone=pek3a&signature=YQTGQpE9S44zvWgDoKeIEGyH86AT3m9X5b9V15VZ4sw%3D',
    '/iaas/?access_key_id=QYACCESSKEYIDEXAMPLE&action=DescribeClusterJobs&app=app-tg3lbp0a&signature_method=HmacSHA1&signature_version=1&time_stamp=2026-11-21T00%3A00%3A00Z&version=1&zone=pek3a&signature=J%2BNJ2NJCkec6Xa2R4ubRsA5%2BYVQ%3D',
  ];

  test.each(TARGETS)('A signature of the Python SDK is accepted (%#)', async (target) => {
    const { origin } = await open();
    expect(await get(origin, target)).toMatchObject({ ret_code: 0 });
  });

  test("The signature of the documentation's example is accepted, although its action is unknown", async () => {
    const { origin } = await open({}, Date.UTC(2013, 7, 27, 14, 30, 10));
    const query =
      'access_key_id=QYACCESSKEYIDEXAMPLE&action=RunInstances&count=1&image_id=centos64x86a&instance_name=demo&instance_type=small_b&login_mode=passwd&login_passwd=QingCloud20130712&signature_method=HmacSHA256&signature_version=1&time_stamp=2013-08-27T14%3A30%3A10Z&version=1&vxnets.1=vxnet-0&zone=pek3a&signature=byjccvWIvAftaq%2BoublemagH3bYAlDWxxLFAzAsyslw%3D';
    expect(await get(origin, `/iaas/?${query}`)).toMatchObject({ ret_code: 1101 });
  });

  test('A POST has its parameters in a form, in any order', async () => {
    const { origin } = await open();
    const body =
      'zone=pek3a&version=1&access_key_id=QYACCESSKEYIDEXAMPLE&action=DescribeClusterJobs&app=app-tg3lbp0a&signature_method=HmacSHA256&signature_version=1&time_stamp=2026-11-21T00%3A00%3A00Z&signature=Ph0wZJU0P%2F3VeK%2BQtdRnSapNRoK58cJA4c5Qq73GpQs%3D';
    expect(await get(origin, '/iaas/', { method: 'POST', body })).toMatchObject({ ret_code: 0 });
  });

  test('The path with and without its last slash is accepted, each with its own signature', async () => {
    const { origin } = await open();
    const query = { action: 'DescribeClusters' };
    expect((await get(origin, `/iaas?${toSignedQuery(NOW, query, 'GET', '/iaas')}`)).ret_code).toBe(0);
    expect((await get(origin, `/iaas?${toSignedQuery(NOW, query)}`)).ret_code).toBe(1200);
    await expect(get(origin, `/iam/?${toSignedQuery(NOW, query)}`)).rejects.toThrow('HTTP 404');
  });

  test('A space may be sent as a plus if it was signed as %20', async () => {
    const { origin } = await open();
    const query = toSignedQuery(NOW, { action: 'DescribeClusters', search_word: 'a b' });
    expect((await get(origin, `/iaas/?${query.replace('a%20b', 'a+b')}`)).ret_code).toBe(0);
  });

  test('An altered parameter, a signature encoded twice and an unknown key are rejected', async () => {
    const { call, origin } = await open();
    const query = toSignedQuery(NOW, { action: 'DescribeClusters' });
    const rejection = { ret_code: 1200, message: 'AuthFailure, signature not matched' };
    expect(await get(origin, `/iaas/?${query.replace('pek3a', 'gd2')}`)).toEqual(rejection);
    const twice = query.replace(/signature=.*$/, (pair) => `signature=${encodeURIComponent(pair.slice(10))}`);
    expect(await get(origin, `/iaas/?${twice}`)).toEqual(rejection);
    expect(await call({ action: 'DescribeClusters', access_key_id: 'NOBODY' })).toEqual({
      ret_code: 1200,
      message: 'AuthFailure, illegal access key [NOBODY]',
    });
  });

  test.each([
    [0, 0],
    [-60, 0],
    [-61, 1300],
    [60, 0],
    [61, 1300],
  ])('A time stamp %i seconds off the clock returns %i', async (seconds, retCode) => {
    const { call } = await open();
    expect((await call({ action: 'DescribeClusters' }, NOW + seconds * 1000)).ret_code).toBe(retCode);
  });
});

describe('Requests', () => {
  test.each<[number, string, Query]>([
    [1100, 'InvailidRequestFormat, missing parameter [action]', { action: '' }],
    [1101, 'InvailidRequestMethod, illegal action', { action: 'DescribeMoon' }],
    [1100, 'InvailidRequestFormat, missing parameter [app]', { action: 'DescribeClusterJobs' }],
    [1100, 'InvailidRequestFormat, illegal parameter [zone]', { action: 'DescribeClusters', zone: 'PEK3A' }],
    [1100, 'InvailidRequestFormat, illegal parameter [limit]', { action: 'DescribeClusters', limit: 'ten' }],
    [1100, 'InvailidRequestFormat, illegal parameter [offset]', { action: 'DescribeClusters', offset: -1 }],
    [1100, 'InvailidRequestFormat, illegal parameter [status]', { action: 'DescribeClusters', 'status.1': 'draft' }],
    [
      1100,
      'InvailidRequestFormat, illegal parameter [status]',
      { action: 'DescribeClusterJobs', app: APP, 'status.1': 'done with failure' },
    ],
  ])('%i, "%s" is the error of %o', async (ret_code, message, query) => {
    const { call } = await open();
    expect(await call(query)).toEqual({ ret_code, message });
  });

  test("The SDK's own parameters are accepted: a cluster instead of an app, reverse, sort_key, verbose", async () => {
    const { call, state } = await open();
    const [cluster] = state.jobs(APP)[0]?.clusterIds ?? [];
    const query = {
      action: 'DescribeClusterJobs',
      cluster: cluster ?? '',
      reverse: 1,
      sort_key: 'create_time',
      verbose: 1,
    };
    const { job_set, total_count } = await call(query);
    expect(total_count).toBe(state.jobs().filter(({ clusterIds }) => clusterIds.includes(cluster ?? '')).length);
    expect(job_set.length).toBeGreaterThan(0);
  });
});

describe('Pages of clusters', () => {
  test('Clusters are listed oldest first, or newest first with reverse=1, and in all statuses without a filter', async () => {
    const { clusters, clouds, state } = await open();
    const forward = (await clusters({ limit: 100 })).cluster_set.map((row) => row['cluster_id']);
    const back = (await clusters({ limit: 100, reverse: 1 })).cluster_set.map((row) => row['cluster_id']);
    expect(back).toEqual(forward.toReversed());
    expect(forward).toHaveLength(12);
    const page = await clusters({ offset: 2, limit: 3, reverse: 1 });
    expect(page.cluster_set.map((row) => row['cluster_id'])).toEqual(back.slice(2, 5));
    const living = { 'status.1': 'pending', 'status.2': 'active', 'status.3': 'stopped', 'status.4': 'suspended' };
    expect((await clusters({ ...living, reverse: 1 })).cluster_set.map((row) => row['cluster_id'])).toEqual(
      state.clusters().map(({ id }) => id),
    );
    clouds.behaviour.qingCloudUnfiltered = 'active';
    expect(new Set((await clusters()).cluster_set.map((row) => row['status']))).toEqual(new Set(['active']));
  });

  test('A cluster has its app, its version and its transition status', async () => {
    const { clusters, state } = await open();
    const { cluster_set } = await clusters({ 'apps.1': APP, 'status.1': 'active', 'status.2': 'pending' });
    const truth = new Map(state.clusters().map((cluster) => [cluster.id, cluster]));
    for (const row of cluster_set) {
      const cluster = truth.get(String(row['cluster_id']));
      expect(row).toMatchObject({
        app_id: APP,
        app_info: { app_name: cluster?.engine },
        app_version_info: { name: cluster?.engineVersion },
        node_count: cluster?.nodeCount,
        status: cluster?.status,
        transition_status: cluster?.status === 'pending' ? 'creating' : cluster?.action,
      });
    }
    expect(cluster_set.length).toBeGreaterThan(0);
  });
});
