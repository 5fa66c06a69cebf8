import { expect, test } from 'vitest';
import { UpstreamError } from '../../../src/domain/errors.js';
import { operation, openCloud } from './cloud.js';
import { CLUSTER, clusterList, JOB, jobList } from './examples.js';

function named(query: URLSearchParams, name: string) {
  return [...query].filter(([key]) => key.startsWith(`${name}.`)).map(([, value]) => value);
}

function idsOf(count: number, prefix = 'cl-') {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

function toJobs(query: URLSearchParams) {
  return jobList(named(query, 'jobs').map((job_id) => ({ ...JOB, job_id })));
}

function toKey(identity: string, scope = 'app-1') {
  return { account: 'middleware', scope, identity, createdAt: 0 };
}

test('250 clusters, including ceased ones, take three calls and are returned in the order of the ids', async () => {
  const { account, queries } = await openCloud((query) =>
    clusterList(
      named(query, 'clusters')
        .map((cluster_id) => ({ ...CLUSTER, cluster_id, status: 'ceased' }))
        .reverse(),
    ),
  );
  const found = await account.getClusters(operation, idsOf(250));
  expect(found).toMatchObject(idsOf(250).map((nativeId) => ({ nativeId, status: 'DELETED' })));
  expect(queries.map((query) => query.get('limit')).sort()).toEqual(['100', '100', '50']);
  expect(queries.map((query) => named(query, 'status').sort())).toEqual(
    Array<string[]>(3).fill(['active', 'ceased', 'deleted', 'pending', 'stopped', 'suspended']),
  );
  expect([1, 100, 101, 250].map((count) => account.lookupCalls(count))).toEqual([1, 1, 2, 3]);
});

test('An invalid id is unknown without a call', async () => {
  const { account, queries } = await openCloud(() => clusterList([]));
  const odd = ['', 'cl-1 ', 'cl/1', '集群', 'cl_1', 'cl-1\n'];
  expect(await account.getClusters(operation, odd)).toEqual(odd.map(() => null));
  expect(await account.getJobs?.(operation, [toKey('j_1'), toKey('j-1', 'a b')])).toEqual([null, null]);
  expect(queries).toHaveLength(0);
});

test('An id that is missing from the response is unknown, and each id is requested once', async () => {
  const { account, queries } = await openCloud(() => clusterList([null, { ...CLUSTER, cluster_id: 'cl-1' }]));
  const found = await account.getClusters(operation, ['cl-0', 'cl-1', 'cl-1']);
  expect(found).toMatchObject([null, { nativeId: 'cl-1' }, { nativeId: 'cl-1' }]);
  expect(named(queries[0] ?? new URLSearchParams(), 'clusters')).toEqual(['cl-0', 'cl-1']);
});

test('An id that is missing from an incomplete response is an error, like a response without rows', async () => {
  const { account } = await openCloud((query) =>
    query.get('action') === 'DescribeClusters' ? clusterList([{ ...CLUSTER, cluster_id: 'cl-1' }], 2) : jobList([], 1),
  );
  const missing = { code: 'UPSTREAM_INVALID', message: 'The list has fewer rows than its total.' };
  expect(await account.getClusters(operation, ['cl-0', 'cl-1'])).toMatchObject([missing, { nativeId: 'cl-1' }]);
  expect(await account.getJobs?.(operation, [toKey('j-1')])).toMatchObject([missing]);
});

test.each([
  { ret_code: 2100, message: 'ResourceNotFound, resource [j-7] not found' },
  { ret_code: 1100, message: 'InvailidRequestFormat, illegal job [j-7]' },
])('One id that makes the provider reject a hundred is isolated ($ret_code)', async (rejection) => {
  const { account, queries } = await openCloud((query) =>
    named(query, 'jobs').includes('j-7') ? rejection : toJobs(query),
  );
  const found =
    (await account.getJobs?.(
      operation,
      idsOf(100, 'j-').map((id) => toKey(id)),
    )) ?? [];
  expect(found[7]).toBeNull();
  expect(found.map((row) => row instanceof Error)).not.toContain(true);
  expect(found.filter((row) => row !== null)).toHaveLength(99);
  expect(queries.length).toBeLessThanOrEqual(15);
});

test('One id of another owner is an error, and the other ids are found', async () => {
  const rejection = { ret_code: 1400, message: 'PermissionDenied, resource [cl-7]' };
  const { account, queries } = await openCloud((query) =>
    named(query, 'clusters').includes('cl-7')
      ? rejection
      : clusterList(named(query, 'clusters').map((cluster_id) => ({ ...CLUSTER, cluster_id }))),
  );
  const found = await account.getClusters(operation, idsOf(100));
  expect(found[7]).toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
  expect(found.filter((cluster) => cluster !== null && !(cluster instanceof Error))).toHaveLength(99);
  expect(queries.length).toBeLessThanOrEqual(16);
});

test('An account without permissions takes two calls, not one for each id', async () => {
  const { account, queries } = await openCloud(() => ({ ret_code: 1400 }));
  const found = await account.getClusters(operation, idsOf(100));
  expect(found.every((cluster) => cluster instanceof UpstreamError && cluster.code === 'UPSTREAM_FORBIDDEN')).toBe(
    true,
  );
  expect(queries).toHaveLength(2);
});

test('A null among the rows means an id that does not exist', async () => {
  const { account } = await openCloud(() => clusterList([null, { ...CLUSTER, cluster_id: 'cl-1' }], 2));
  expect(await account.getClusters(operation, ['cl-0', 'cl-1'])).toMatchObject([null, { nativeId: 'cl-1' }]);
});

test('If every id is rejected, the lookup stops, and the remaining ids are errors', async () => {
  const { account, queries } = await openCloud(() => ({ ret_code: 1100 }));
  const found = await account.getClusters(operation, idsOf(100));
  expect(found.some((cluster) => cluster instanceof Error)).toBe(true);
  expect(found.every((cluster) => cluster === null || cluster instanceof Error)).toBe(true);
  expect(queries.length).toBeLessThanOrEqual(57 + 28);
});

test('A cluster is found if the two undocumented status words are rejected', async () => {
  const { account } = await openCloud((query) =>
    named(query, 'status').includes('pending') ? { ret_code: 1100 } : clusterList([CLUSTER]),
  );
  expect(await account.getClusters(operation, ['cl-q1witcdk'])).toMatchObject([{ status: 'AVAILABLE' }]);
});

test('Jobs are looked up by app, and returned as rows', async () => {
  const { account, queries } = await openCloud(toJobs);
  const keys = [toKey('j-1', 'app-1'), toKey('j-2', 'app-2'), toKey('j-3', 'app-1')];
  const found = await account.getJobs?.(operation, keys);
  expect(found).toMatchObject([
    { identity: 'j-1', value: { clusters: [{ app: 'app-1' }] } },
    { identity: 'j-2', value: { clusters: [{ app: 'app-2' }] } },
    { identity: 'j-3' },
  ]);
  expect(queries.map((query) => [query.get('app'), ...named(query, 'jobs')]).sort()).toEqual([
    ['app-1', 'j-1', 'j-3'],
    ['app-2', 'j-2'],
  ]);
});

test('A failure of one app is an error of its jobs only, and the lookup does not reject', async () => {
  const { account } = await openCloud((query) => (query.get('app') === 'app-2' ? { ret_code: 5000 } : toJobs(query)));
  const found = await account.getJobs?.(operation, [toKey('j-1', 'app-1'), toKey('j-2', 'app-2')]);
  expect(found).toMatchObject([{ identity: 'j-1' }, { code: 'UPSTREAM_UNAVAILABLE' }]);
});

test('An invalid row is an error of all ids of its call', async () => {
  const { account } = await openCloud(() => clusterList([{ ...CLUSTER, cluster_id: null }]));
  const found = await account.getClusters(operation, ['cl-1', 'cl-2']);
  expect(found).toMatchObject([{ code: 'UPSTREAM_INVALID' }, { code: 'UPSTREAM_INVALID' }]);
});
