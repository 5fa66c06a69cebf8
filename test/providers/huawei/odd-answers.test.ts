import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/domain/cluster.js';
import type { ClusterJob } from '../../../src/domain/job.js';
import type { Row } from '../../../src/paging/feed.js';
import { CLUSTER, openAccount, operate, startCloud, type HuaweiProvider, type Reply } from './cloud.js';
import {
  CSS_CLUSTERS,
  CSS_RECORDS_OLDER,
  DWS_CLUSTERS,
  DWS_TASKS,
  GEMINIDB_INSTANCES,
  GEMINIDB_JOBS,
} from './payloads.js';

const CSS = 'HUAWEI_CSS';
const DWS = 'HUAWEI_DWS';
const GEMINIDB = 'HUAWEI_GEMINIDB';

const DAY_MS = 86_400_000;
const window = { from: 0, to: 30 * DAY_MS };
const FIRST = {
  HUAWEI_CSS: { offset: 1, limit: 10 },
  HUAWEI_DWS: { offset: 0, limit: 10 },
  HUAWEI_GEMINIDB: { offset: 0, limit: 10, window },
};

async function readJobs(provider: HuaweiProvider, reply: Reply, timeZone?: string) {
  const { endpoint } = await startCloud(() => reply);
  const account = openAccount(provider, { endpoint, ...(timeZone !== undefined && { timeZone }) });
  return account.jobs(operate(), provider === GEMINIDB ? '' : CLUSTER).fetch(FIRST[provider]);
}

async function readClusters(provider: HuaweiProvider, reply: Reply, timeZone?: string) {
  const { endpoint } = await startCloud(() => reply);
  const account = openAccount(provider, { endpoint, ...(timeZone !== undefined && { timeZone }) });
  return account.clusters(operate()).fetch(FIRST[provider]);
}

const LISTS = {
  HUAWEI_CSS: {
    jobs: ['clusterLogRecord', CSS_RECORDS_OLDER.clusterLogRecord[0]],
    clusters: ['clusters', CSS_CLUSTERS.clusters[0]],
  },
  HUAWEI_DWS: {
    jobs: ['logical_cluster_tasks', DWS_TASKS.logical_cluster_tasks[0]],
    clusters: ['clusters', DWS_CLUSTERS.clusters[0]],
  },
  HUAWEI_GEMINIDB: {
    jobs: ['jobs', GEMINIDB_JOBS.jobs[0]],
    clusters: ['instances', GEMINIDB_INSTANCES.instances[0]],
  },
} as const;

function bodyWith(provider: HuaweiProvider, kind: 'jobs' | 'clusters', changes: object) {
  const [name, row] = LISTS[provider][kind];
  return { [name]: [{ ...row, ...changes }] };
}

async function readJob(
  provider: HuaweiProvider,
  changes: object,
  timeZone?: string,
): Promise<Row<ClusterJob> | undefined> {
  const page = await readJobs(provider, { body: bodyWith(provider, 'jobs', changes) }, timeZone);
  return page === 'refused' ? undefined : page.rows[0];
}

async function readCluster(provider: HuaweiProvider, changes: object, timeZone?: string): Promise<Cluster | undefined> {
  const page = await readClusters(provider, { body: bodyWith(provider, 'clusters', changes) }, timeZone);
  return page === 'refused' ? undefined : page.rows[0]?.value;
}

describe('A job', () => {
  const end = 1656042897000;
  const fail = { status: 'FAIL', failedMsg: 'disk', finishedAt: String(end) };
  const ended = { end_time: '2023-09-12T06:45:01+0800' };

  it.each<[HuaweiProvider, object, object]>([
    [CSS, { createAt: '1656042837000' }, { createdAt: 1656042837000 }],
    [CSS, { createAt: 1656042837123.9 }, { createdAt: 1656042837123 }],
    [CSS, { status: 'SUCCESS', finishedAt: end }, { status: 'SUCCEEDED', finishedAt: end, failureReason: null }],
    [CSS, fail, { status: 'FAILED', finishedAt: end, failureReason: 'disk' }],
    [CSS, { ...fail, failedMsg: '' }, { failureReason: null }],
    [CSS, { ...fail, finishedAt: 'soon' }, { finishedAt: null }],
    [CSS, { status: 'SUCCESS', failedMsg: 'disk' }, { failureReason: null, finishedAt: null }],
    [CSS, { finishedAt: end, failedMsg: 'disk' }, { status: 'RUNNING', failureReason: null, finishedAt: null }],
    [CSS, { status: 'success' }, { status: 'UNKNOWN', nativeStatus: 'success' }],
    [CSS, { status: undefined, jobId: 7, logPath: {} }, { status: 'UNKNOWN', nativeStatus: null }],
    [CSS, { jobId: 7, logPath: {}, more: [1] }, { details: { jobId: '7', trigger: 'Manual', logPath: null } }],
    [CSS, { id: 12 }, { nativeId: '12' }],
    [DWS, { result: 'SUCCESS' }, { status: 'SUCCEEDED', nativeStatus: 'SUCCESS' }],
    [DWS, { result: 'Failed', log: '' }, { status: 'FAILED', failureReason: null }],
    [DWS, { result: null, end_time: null }, { status: 'RUNNING', nativeStatus: null, finishedAt: null }],
    [DWS, { result: '', end_time: '' }, { status: 'RUNNING', nativeStatus: null, finishedAt: null }],
    [DWS, { result: '' }, { status: 'UNKNOWN', finishedAt: null }],
    [DWS, { result: 'halted' }, { status: 'UNKNOWN', nativeStatus: 'halted', finishedAt: null }],
    [DWS, { start_time: '', result: null }, { status: 'PENDING', createdAt: null, finishedAt: null }],
    [DWS, { start_time: null, end_time: null }, { status: 'PENDING', createdAt: null }],
    [DWS, { start_time: undefined }, { status: 'PENDING', createdAt: null }],
    [DWS, { end_time: '2023-02-30 00:00:00' }, { status: 'SUCCEEDED', finishedAt: null }],
    [GEMINIDB, ended, { status: 'RUNNING', finishedAt: null, progress: 14 }],
    [GEMINIDB, { ...ended, status: 'Completed', progress: '' }, { finishedAt: Date.parse('2023-09-11T22:45:01Z') }],
    [GEMINIDB, { status: 'Completed', progress: '' }, { status: 'SUCCEEDED', progress: null }],
    [GEMINIDB, { status: 'Failed', fail_reason: 'quota' }, { status: 'FAILED', failureReason: 'quota' }],
    [GEMINIDB, { fail_reason: 'quota' }, { status: 'RUNNING', failureReason: null }],
    [GEMINIDB, { progress: 60 }, { progress: 60 }],
    [GEMINIDB, { progress: '160%' }, { progress: null }],
    [GEMINIDB, { progress: 'some' }, { progress: null }],
    [GEMINIDB, { instance: null }, { clusters: [], details: { instanceId: null, instanceName: null } }],
    [GEMINIDB, { instance: undefined }, { clusters: [] }],
    [GEMINIDB, { instance: { id: '' } }, { clusters: [] }],
  ])('of %s with %j is %j.', async (provider, changes, expected) => {
    expect((await readJob(provider, changes))?.value).toMatchObject(expected);
  });

  it('of DWS comes first as long as it has not started.', async () => {
    expect(await readJob(DWS, { start_time: null })).toMatchObject({ time: Infinity });
  });

  it('of DWS is named by cluster, type, logical cluster and start, and not by what changes.', async () => {
    const running = await readJob(DWS, { result: null, end_time: null, log: '' });
    const done = await readJob(DWS, {});
    const others = await Promise.all(
      [{ type: 'Shrink' }, { logical_cluster_name: 'x' }, { start_time: '2023-06-05 01:58:44' }].map((changes) =>
        readJob(DWS, changes),
      ),
    );
    expect(running?.identity).toBe(done?.identity);
    expect(new Set([done, ...others].map((row) => row?.identity)).size).toBe(4);
  });
});

describe('A cluster', () => {
  it.each<[HuaweiProvider, object, string]>([
    [CSS, { status: '100' }, 'CREATING'],
    [CSS, { status: '200' }, 'AVAILABLE'],
    [CSS, { status: 200 }, 'AVAILABLE'],
    [CSS, { status: '200', actions: ['GROWING'] }, 'CHANGING'],
    [CSS, { status: '200', actions: null }, 'AVAILABLE'],
    [CSS, { status: '100', actions: ['CREATING'] }, 'CREATING'],
    [CSS, { status: '300' }, 'UNAVAILABLE'],
    [CSS, { status: '303' }, 'FAILED'],
    [CSS, { status: '404' }, 'UNKNOWN'],
    [CSS, { status: null }, 'UNKNOWN'],
    [DWS, { status: 'AVAILABLE', task_status: '' }, 'AVAILABLE'],
    [DWS, { status: 'ACTIVE', task_status: null }, 'AVAILABLE'],
    [DWS, { status: 'ACTIVE', task_status: 'RESIZE_FAILURE' }, 'CHANGING'],
    [DWS, { status: 'CREATING', task_status: 'CREATING' }, 'CREATING'],
    [DWS, { status: 'FAILED' }, 'FAILED'],
    [DWS, { status: 'CREATE_FAILED' }, 'FAILED'],
    [DWS, { status: 'CREATION FAILED' }, 'FAILED'],
    [DWS, { status: 'DELETING' }, 'CHANGING'],
    [DWS, { status: 'FROZEN' }, 'STOPPED'],
    [DWS, { status: 'POLICE_FROZEN' }, 'STOPPED'],
    [DWS, { status: 'UNAVAILABLE' }, 'UNAVAILABLE'],
    [DWS, { status: 'DELETE_FAILED' }, 'UNKNOWN'],
    [GEMINIDB, { status: 'normal', actions: [] }, 'AVAILABLE'],
    [GEMINIDB, { status: 'normal', actions: ['GROWING'] }, 'CHANGING'],
    [GEMINIDB, { status: 'creating' }, 'CREATING'],
    [GEMINIDB, { status: 'abnormal' }, 'UNAVAILABLE'],
    [GEMINIDB, { status: 'data_disk_full' }, 'UNAVAILABLE'],
    [GEMINIDB, { status: 'frozen' }, 'STOPPED'],
    [GEMINIDB, { status: 'createfail' }, 'FAILED'],
    [GEMINIDB, { status: 'enlargefail' }, 'FAILED'],
    [GEMINIDB, { status: 'Cluster' }, 'UNKNOWN'],
  ])('of %s with %j is %s.', async (provider, changes, status) => {
    expect(await readCluster(provider, changes)).toMatchObject({ status });
  });

  it.each<[HuaweiProvider, object, object]>([
    [CSS, { instances: undefined, datastore: null }, { nodeCount: null, engine: null, engineVersion: null }],
    [CSS, { name: 5 }, { name: '5' }],
    [DWS, { number_of_node: '6', version: 8 }, { nodeCount: 6, engineVersion: '8', engine: 'dws' }],
    [DWS, { number_of_node: undefined }, { nodeCount: 1 }],
    [DWS, { number_of_node: -1, nodes: null }, { nodeCount: null }],
    [GEMINIDB, { groups: [{ nodes: [1, 2] }, { nodes: [3] }, {}] }, { nodeCount: 3 }],
    [GEMINIDB, { groups: null }, { nodeCount: null }],
  ])('of %s with %j has %j.', async (provider, changes, expected) => {
    expect(await readCluster(provider, changes)).toMatchObject(expected);
  });

  it('of DWS is listed newest first, whatever the service’s order.', async () => {
    const row = DWS_CLUSTERS.clusters[0];
    const clusters = [2014, 2016, 2015].map((year) => ({
      ...row,
      id: `c-${year}`,
      created: `${year}-01-01T00:00:00Z`,
    }));
    const page = await readClusters(DWS, { body: { clusters } });
    expect(page === 'refused' ? [] : page.rows.map(({ identity }) => identity)).toEqual(['c-2016', 'c-2015', 'c-2014']);
  });
});

describe('A time', () => {
  it.each([
    ['2023-10-09T02:07:13', undefined, '2023-10-09T02:07:13.000Z'],
    ['2023-10-09T02:07:13', 'Asia/Shanghai', '2023-10-08T18:07:13.000Z'],
    ['2023-10-09T02:07:13.45', 'Asia/Shanghai', '2023-10-08T18:07:13.450Z'],
    ['2023-10-09T02:07:13Z', 'Asia/Shanghai', '2023-10-09T02:07:13.000Z'],
    ['2023-10-09T02:07:13+0800', 'UTC', '2023-10-08T18:07:13.000Z'],
    // Clocks go back at 03:00 +02:00: the first time that shows this.
    ['2023-10-29T02:30:00', 'Europe/Berlin', '2023-10-29T00:30:00.000Z'],
    // Clocks skip this hour: as far after the gap as it is into it.
    ['2023-03-26T02:30:00', 'Europe/Berlin', '2023-03-26T01:30:00.000Z'],
  ])('%s in an account of %s is %s.', async (created, timeZone, expected) => {
    const cluster = await readCluster(CSS, { created }, timeZone);
    expect(new Date(cluster?.createdAt ?? Number.NaN).toISOString()).toBe(expected);
  });

  it('of a DWS task is in the account’s zone as well.', async () => {
    const row = await readJob(DWS, { start_time: '2023-06-05 01:58:43' }, 'Asia/Shanghai');
    expect(row?.time).toBe(Date.parse('2023-06-04T17:58:43Z'));
  });
});

describe('A list', () => {
  it.each([
    [CSS, 'jobs', { id: undefined }, 'clusterLogRecord[0].id'],
    [CSS, 'jobs', { id: '' }, 'clusterLogRecord[0].id'],
    [CSS, 'jobs', { id: null }, 'clusterLogRecord[0].id'],
    [CSS, 'jobs', { createAt: null }, 'clusterLogRecord[0].createAt'],
    [CSS, 'jobs', { createAt: 'SECRET' }, 'clusterLogRecord[0].createAt'],
    [CSS, 'jobs', { createAt: -1 }, 'clusterLogRecord[0].createAt'],
    [CSS, 'jobs', { createAt: 1e17 }, 'clusterLogRecord[0].createAt'],
    [CSS, 'jobs', { createAt: 1_656_042_837_000_000 }, 'clusterLogRecord[0].createAt'],
    [CSS, 'clusters', { id: undefined }, 'clusters[0].id'],
    [CSS, 'clusters', { created: undefined }, 'clusters[0].created'],
    [CSS, 'clusters', { created: '2026-02-30T00:00:00' }, 'clusters[0].created'],
    [DWS, 'jobs', { start_time: '2023-06-05 25:00:00' }, 'logical_cluster_tasks[0].start_time'],
    [DWS, 'jobs', { start_time: 'SECRET' }, 'logical_cluster_tasks[0].start_time'],
    [DWS, 'jobs', { start_time: 5 }, 'logical_cluster_tasks[0].start_time'],
    [DWS, 'clusters', { created: 'SECRET' }, 'clusters[0].created'],
    [DWS, 'clusters', { id: {} }, 'clusters[0].id'],
    [GEMINIDB, 'jobs', { id: undefined }, 'jobs[0].id'],
    [GEMINIDB, 'jobs', { start_time: undefined }, 'jobs[0].start_time'],
    [GEMINIDB, 'jobs', { start_time: '2023-13-01T00:00:00+0000' }, 'jobs[0].start_time'],
    [GEMINIDB, 'clusters', { created: null }, 'instances[0].created'],
    [GEMINIDB, 'clusters', { id: false }, 'instances[0].id'],
  ] as const)('of %s %s with a row of %j is invalid at %s.', async (provider, kind, changes, place) => {
    const read = kind === 'jobs' ? readJobs : readClusters;
    const error: unknown = await read(provider, { body: bodyWith(provider, kind, changes) }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'UPSTREAM_INVALID', retryable: false });
    expect(String(error)).toContain(`has no valid ${place}.`);
    expect(String(error)).not.toContain('SECRET');
  });

  const providers = [CSS, DWS, GEMINIDB] as const;
  const kinds = ['jobs', 'clusters'] as const;
  const bad = [{}, [], null, 'text', { list: null }, { list: {} }, { list: [null] }, { list: ['row'] }];
  const cases = providers.flatMap((provider) =>
    kinds.flatMap((kind) => bad.map((body) => ({ provider, kind, body: rename(body, LISTS[provider][kind][0]) }))),
  );

  function rename(body: unknown, name: string): unknown {
    return typeof body === 'object' && body !== null && 'list' in body ? { [name]: body.list } : body;
  }

  it.each(cases)('of $provider $kind that is $body is invalid, not empty.', async ({ provider, kind, body }) => {
    const read = kind === 'jobs' ? readJobs : readClusters;
    await expect(read(provider, { body: JSON.stringify(body) })).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
  });

  it.each<[HuaweiProvider, object, number | undefined]>([
    [CSS, { clusterLogRecord: [], totalSize: '7' }, 7],
    [CSS, { clusterLogRecord: [] }, undefined],
    [DWS, { logical_cluster_tasks: [], count: '2' }, 2],
    [DWS, { logical_cluster_tasks: [], count: null }, undefined],
    [GEMINIDB, { jobs: [], total_count: 3.5 }, undefined],
    [GEMINIDB, { jobs: [], total_count: 0 }, 0],
  ])('of %s that is %j is empty, with the total %s.', async (provider, body, total) => {
    const page = await readJobs(provider, { body });
    expect(page).toMatchObject({ rows: [] });
    expect(page === 'refused' ? 0 : page.total).toBe(total);
  });

  it('tells the provider’s clock.', async () => {
    const headers = { date: 'Sat, 21 Nov 2026 08:00:00 GMT' };
    const page = await readJobs(CSS, { headers, body: { clusterLogRecord: [] } });
    expect(page).toMatchObject({ serverTime: Date.parse('2026-11-21T08:00:00Z') });
  });
});
