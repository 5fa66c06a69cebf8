import { expect, test } from 'vitest';
import { toClusterPage, toJobPage } from '../../../src/providers/qingcloud/convert.js';
import { parseJson, parseJsonExactly } from '../../../src/upstream/json.js';
import type { UpstreamResult } from '../../../src/upstream/upstream.js';
import { ACCOUNT } from './cloud.js';
import { CLUSTER, clusterList, JOB, jobList } from './examples.js';

const SOURCE = { account: ACCOUNT, timeZone: 'Asia/Shanghai' };

function toResult(text: string): UpstreamResult {
  return { body: parseJson(text), exactBody: () => parseJsonExactly(text), serverTime: 1 };
}

function toJob(changes: Record<string, unknown>) {
  const result = toResult(JSON.stringify(jobList([{ ...JOB, ...changes }])));
  return toJobPage(result, 'app-1', SOURCE).rows[0]?.value;
}

function toCluster(changes: Record<string, unknown>) {
  const result = toResult(JSON.stringify(clusterList([{ ...CLUSTER, ...changes }])));
  return toClusterPage(result, SOURCE).rows[0]?.value;
}

test.each([
  ['pending', 'PENDING'],
  ['working', 'RUNNING'],
  ['successful', 'SUCCEEDED'],
  ['failed', 'FAILED'],
  ['done with failure', 'FAILED'],
  ['cancelled', 'UNKNOWN'],
  ['Successful', 'UNKNOWN'],
])('A job with the native status "%s" is %s', (nativeStatus, status) => {
  const isOver = status === 'SUCCEEDED' || status === 'FAILED';
  const finishedAt = isOver ? Date.UTC(2018, 2, 4, 5, 38, 5) : null;
  expect(toJob({ status: nativeStatus })).toMatchObject({ nativeStatus, status, finishedAt });
});

test.each([
  ['pending', '', 'CREATING'],
  ['pending', 'creating', 'CREATING'],
  ['active', '', 'AVAILABLE'],
  ['active', null, 'AVAILABLE'],
  ['active', 'updating', 'CHANGING'],
  ['stopped', '', 'STOPPED'],
  ['suspended', '', 'STOPPED'],
  ['deleted', '', 'DELETED'],
  ['ceased', 'ceasing', 'DELETED'],
  ['broken', '', 'UNKNOWN'],
])('A cluster with the native status "%s" and the transition "%s" is %s', (nativeStatus, transition_status, status) => {
  expect(toCluster({ status: nativeStatus, transition_status })).toMatchObject({ nativeStatus, status });
});

test('A missing status is UNKNOWN', () => {
  expect(toJob({ status: null })).toMatchObject({ nativeStatus: null, status: 'UNKNOWN' });
  expect(toCluster({ status: undefined })).toMatchObject({ nativeStatus: null, status: 'UNKNOWN' });
});

test.each([
  ['the resources', { resources: { clusters: ['cl-1', 'cl-2', 'cl-1', null, 7] } }, ['cl-1', 'cl-2', '7']],
  ['the resource ids', { resources: {}, resource_ids: 'cl-1  cln-5 cl-2 i-9' }, ['cl-1', 'cl-2']],
  ['resource ids with commas', { resources: null, resource_ids: 'cl-1, cl-2,i-9' }, ['cl-1', 'cl-2']],
  ['the resource ids as a list', { resources: null, resource_ids: ['cl-1', 'cl-2'] }, ['cl-1', 'cl-2']],
  ["the directive's clusters", { resources: [], resource_ids: '' }, ['cl-xi3aoihf']],
  ["the directive's resources", withDirective({ resource_ids: ['cl-3', 'eip-1'] }), ['cl-3']],
  ["the directive's one cluster", withDirective({ clusters: [], cluster: 'cl-4' }), ['cl-4']],
  ['a directive that is no text', { resources: '', resource_ids: null, directive: { cluster: 'cl-5' } }, ['cl-5']],
  ['nothing', { resources: {}, resource_ids: 'eip-1', directive: '{broken' }, []],
  ['odd names only', { resources: { clusters: ['cl-1/../x'] }, resource_ids: '', directive: 'null' }, []],
])('The clusters of a job are read from %s', (_, changes, ids) => {
  expect(toJob(changes)?.clusters).toEqual(
    ids.map((nativeId) => ({ account: 'middleware', provider: 'QINGCLOUD', nativeId, app: 'app-1' })),
  );
});

function withDirective(directive: unknown) {
  return { resources: null, resource_ids: null, directive: JSON.stringify(directive) };
}

test('Only the cluster ids of a directive are used', () => {
  const directive = { sender: { user_id: 'usr-secret' }, clusters: ['cl-1'] };
  const job = toJob(withDirective(directive));
  expect(job?.clusters).toHaveLength(1);
  expect(JSON.stringify(job)).not.toContain('usr-secret');
});

test.each([
  ['failed', '5100,5200', '5100,5200', '5100,5200'],
  ['failed', 5100, '5100', '5100'],
  ['done with failure', 'x', 'x', 'x'],
  ['failed', '', null, null],
  ['failed', null, null, null],
  ['working', '5100', null, '5100'],
])(
  'A job with the status "%s" and the codes %o has the failure reason %o',
  (status, error_codes, failureReason, errorCodes) => {
    expect(toJob({ status, error_codes })).toMatchObject({ failureReason, details: { errorCodes } });
  },
);

test('An invalid type of an optional field makes that field null and keeps the row', () => {
  const odd = { job_id: 17, job_action: [], status_time: 5, owner: {}, resource_ids: 9, extras: null };
  expect(toJob(odd)).toMatchObject({
    nativeId: '17',
    action: null,
    status: 'SUCCEEDED',
    finishedAt: null,
    details: { owner: null, resourceIds: ['9'] },
  });
  expect(toCluster({ node_count: '3', app_info: null, name: 5, app_version_info: [] })).toMatchObject({
    nodeCount: 3,
    name: '5',
    engine: 'app-tg3lbp0a',
    engineVersion: null,
  });
  expect(toCluster({ node_count: -1, app_id: null, app_info: 'x' })).toMatchObject({ nodeCount: null, engine: null });
  expect(toCluster({ app_id: null, app_info: null })).not.toHaveProperty('app');
});

test('Ids that are large numbers keep all digits, also those of apps, clusters and resources', () => {
  const [id, other] = ['9007199254740993', '18446744073709551615'];
  const job = `{"job_id":${id},"resources":{"clusters":[${id},${other}]},"resource_ids":[${other},"eip-1"]}`;
  const jobs = toResult(`{"job_set":[${job}],"total_count":1}`);
  expect(toJobPage(jobs, 'app-1', SOURCE).rows[0]).toMatchObject({
    identity: id,
    value: {
      nativeId: id,
      clusters: [{ nativeId: id }, { nativeId: other }],
      details: { resourceIds: [other, 'eip-1'] },
    },
  });
  const clusters = toResult(`{"cluster_set":[{"cluster_id":${id},"app_id":${other}}],"total_count":1}`);
  expect(toClusterPage(clusters, SOURCE).rows[0]).toMatchObject({
    identity: id,
    value: { nativeId: id, app: other },
  });
});

test.each([
  [3_000_000_000, 3_000_000_000],
  ['3000000000', 3_000_000_000],
  [1e300, Number.MAX_SAFE_INTEGER],
])('A node count of %s is kept at any size', (node_count, nodeCount) => {
  expect(toCluster({ node_count })?.nodeCount).toBe(nodeCount);
});

test.each([
  ['2018-03-04T05:37:58.25Z', Date.UTC(2018, 2, 4, 5, 37, 58, 250)],
  ['2018-03-04T05:37:58', Date.UTC(2018, 2, 3, 21, 37, 58)],
])('The time %s is read with its own offset, or in the account’s time zone without one', (create_time, createdAt) => {
  expect(toJob({ create_time })?.createdAt).toBe(createdAt);
});

test.each(['pending', 'active', 'x'])('A total that is not a number is ignored: %s', (total) => {
  expect(toJobPage(toResult(JSON.stringify(jobList([], total))), 'app-1', SOURCE)).toEqual({
    rows: [],
    total: undefined,
    serverTime: 1,
  });
});
