import { describe, expect, onTestFinished, test } from 'vitest';
import { createFrozenClock, startClouds, type CloudsOptions } from '../../src/simulator/index.js';
import { get, toSignedQuery, type Query } from './qingcloud-client.js';

const NOW = Date.UTC(2026, 10, 21);
const APP = 'app-tg3lbp0a';

async function open(options: CloudsOptions = {}, startedAt = NOW) {
  const clock = createFrozenClock(startedAt);
  const clouds = await startClouds({ clock, size: 'small', ...options });
  onTestFinished(() => clouds.close());
  const origin = clouds.originOf('qingcloud');
  const call = (query: Query, at = clock.now()) => get(origin, `/iaas/?${toSignedQuery(at, query)}`);
  return {
    call,
    clouds,
    clock,
    origin,
    state: clouds.state('middleware'),
    jobs: (query: Query = {}) => call({ action: 'DescribeClusterJobs', app: APP, ...query }),
    clusters: (query: Query = {}) => call({ action: 'DescribeClusters', ...query }),
  };
}

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

describe('Pages of jobs', () => {
  const idsOf = (rows: readonly (Readonly<Record<string, unknown>> | null)[]) => rows.map((row) => row?.['job_id']);

  test('Offsets count rows from 0, and the pages form the list, newest first and by id within a second', async () => {
    const { jobs, state } = await open();
    const all = state.jobs(APP);
    const offsets = Array.from({ length: Math.ceil(all.length / 7) }, (_, page) => page * 7);
    const pages = await Promise.all(offsets.map((offset) => jobs({ offset, limit: 7 })));
    expect(pages.flatMap(({ job_set }) => idsOf(job_set))).toEqual(all.map(({ key }) => key));
    expect(new Set(pages.map(({ total_count }) => total_count))).toEqual(new Set([all.length]));
    const order = all.map(({ createdAt, key }) => `${9e15 - (createdAt ?? 0)} ${key}`);
    expect(order).toEqual(order.toSorted());
  });

  test('The limit is 20 by default and at most 100, and a page after the end is empty', async () => {
    const { jobs } = await open();
    expect((await jobs()).job_set).toHaveLength(20);
    expect((await jobs({ limit: 5000 })).job_set).toHaveLength(100);
    expect(await jobs({ offset: 100_000 })).toMatchObject({ ret_code: 0, job_set: [], total_count: 210 });
  });

  test('The total counts all rows of the app that match the filter', async () => {
    const { jobs, state } = await open();
    const isOver = state.jobs(APP).filter(({ phase }) => phase === 'succeeded').length;
    expect(await jobs({ 'status.1': 'successful', limit: 1 })).toMatchObject({ total_count: isOver });
  });

  test('Each zone has its own jobs, and an app without clusters has none', async () => {
    const { jobs, clouds } = await open();
    const south = clouds.state('middleware-south').jobs(APP);
    expect(await jobs({ zone: 'gd2' })).toMatchObject({ total_count: south.length });
    expect(idsOf((await jobs({ zone: 'gd2', limit: 1 })).job_set)).toEqual([south[0]?.key]);
    expect(await jobs({ app: 'app-00000000' })).toMatchObject({ ret_code: 0, total_count: 0, job_set: [] });
  });

  test('A job has every documented field, its sender in the directive, and times in whole seconds', async () => {
    const { jobs } = await open();
    const [job] = (await jobs({ limit: 1, 'status.1': 'successful' })).job_set;
    expect(Object.keys(job ?? {}).sort()).toEqual(
      'create_time directive error_codes extras job_action job_id owner resource_ids resources status status_time'.split(
        ' ',
      ),
    );
    expect(job?.['create_time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(JSON.parse(String(job?.['directive']))).toMatchObject({
      sender: { user_id: job?.['owner'] },
      zone: 'pek3a',
    });
  });

  test('Several clusters share some jobs, and ceased clusters keep theirs', async () => {
    const { state, clusters } = await open({ size: 'full' });
    const jobs = state.jobs();
    expect(jobs.some(({ clusterIds }) => clusterIds.length > 1)).toBe(true);
    const ceased = (await clusters({ 'status.1': 'ceased', limit: 100 })).cluster_set;
    expect(ceased.length).toBeGreaterThan(5);
    for (const { cluster_id } of ceased) {
      expect(jobs.some(({ clusterIds }) => clusterIds.includes(String(cluster_id)))).toBe(true);
    }
  });

  test('Jobs are found by id, and one that does not exist is no row, or an error as documented', async () => {
    const { jobs, state, clouds } = await open();
    const [key = ''] = state.jobs(APP).map((job) => job.key);
    const query = { 'jobs.1': 'j-00000000000', 'jobs.2': key, limit: 2 };
    expect(idsOf((await jobs(query)).job_set)).toEqual([key]);
    clouds.behaviour.qingCloudMissing = 'error';
    expect(await jobs(query)).toMatchObject({ ret_code: 2100 });
  });

  test('A null among the rows is not counted by offsets', async () => {
    const { jobs, state } = await open({ behaviour: { qingCloudNulls: true } });
    const rows = (await jobs({ offset: 3, limit: 2 })).job_set;
    expect(rows[1]).toBeNull();
    expect(idsOf(rows).filter((id) => id !== undefined)).toEqual(
      state
        .jobs(APP)
        .slice(3, 5)
        .map(({ key }) => key),
    );
  });
});

describe('Time', () => {
  test('A job is queued, runs and ends, and new jobs are added', async () => {
    const { jobs, state, clock } = await open();
    const before = (await jobs()).total_count;
    const { key } = state.insertJob(APP, ['cl-1', 'cl-2'], { startsAt: NOW + 5000, finishesAt: NOW + 60_000 });
    const read = async () => (await jobs({ 'jobs.1': key })).job_set[0];
    expect(await read()).toMatchObject({ status: 'pending', status_time: '2026-11-21T00:00:00Z' });
    clock.advance(5000);
    expect(await read()).toMatchObject({ status: 'working', status_time: '2026-11-21T00:00:05Z' });
    state.changeJob(key, { outcome: 'succeeded', reason: '' });
    clock.advance(600_000);
    expect(await read()).toMatchObject({ status: 'successful', status_time: '2026-11-21T00:01:00Z', error_codes: '' });
    state.changeJob(key, { outcome: 'failed', reason: '5200' });
    expect((await read())?.['status']).toMatch(/^(failed|done with failure)$/);
    expect(await read()).toMatchObject({ error_codes: '5200' });
    expect((await jobs()).total_count).toBeGreaterThan(before + 5);
  });

  test('A deleted cluster has the status deleted, is found by status or id, and keeps its jobs', async () => {
    const { clusters, state, clock } = await open();
    const [{ id } = { id: '' }] = state.clusters();
    const jobs = state.jobs().length;
    state.deleteCluster(id);
    expect((await clusters({ 'clusters.1': id })).cluster_set).toMatchObject([{ cluster_id: id, status: 'deleted' }]);
    expect((await clusters({ 'clusters.1': id, 'status.1': 'active' })).cluster_set).toEqual([]);
    expect(state.clusters().some((cluster) => cluster.id === id)).toBe(false);
    expect(state.jobs()).toHaveLength(jobs);
    const deleted = async () => (await clusters({ 'status.1': 'deleted' })).total_count;
    const now = await deleted();
    clock.advance(1_000_000);
    expect(await deleted()).toBeGreaterThan(now);
    expect(state.jobs().some(({ action }) => action === 'DeleteClusters')).toBe(true);
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
