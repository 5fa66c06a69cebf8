import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src/paging/feed.js';
import { CLUSTER, openAccount, operate, PROJECT, startCloud } from './cloud.js';
import * as payloads from './payloads.js';

const INSTANCE = '8436a91546294036b75931e879882200in06';
const WINDOW = { from: Date.parse('2026-10-22T08:00:00Z'), to: Date.parse('2026-11-21T08:00:00Z') };

function rowsOf<T>(page: Page<T> | 'rejected') {
  if (page === 'rejected') throw new Error('The list was rejected.');
  return page.rows;
}

describe('The examples of the API documentation', () => {
  const cssJob = {
    nativeId: 'd455a541-597e-4846-a6be-baad0ea361b1',
    clusters: [{ account: 'test', provider: 'HUAWEI_CSS', nativeId: CLUSTER }],
    action: 'LogBackup',
    status: 'RUNNING',
    nativeStatus: 'RUNNING',
    createdAt: 1656042837000,
    finishedAt: null,
    progress: null,
    failureReason: null,
    details: {
      __typename: 'CssLogBackup',
      jobId: '2c9080df7c171342017c5e0884f8011c',
      trigger: 'Manual',
      logPath: 'css-backup-1610678043608/css/log',
    },
  };

  it.each([
    { page: 'older', body: payloads.CSS_RECORDS_OLDER },
    { page: 'newer', body: payloads.CSS_RECORDS_NEWER },
  ])('are read as a CSS log backup ($page page)', async ({ body }) => {
    const { endpoint, received } = await startCloud(() => ({ body }));
    const feed = openAccount('HUAWEI_CSS', { endpoint }).jobs(operate(), CLUSTER);
    const page = await feed.fetch({ offset: 1, limit: 10 });

    expect(rowsOf(page)).toEqual([{ time: 1656042837000, identity: cssJob.nativeId, value: cssJob }]);
    expect(received).toMatchObject([
      { path: `/v1.0/${PROJECT}/clusters/${CLUSTER}/logs/records`, query: { limit: '10' } },
    ]);
    expect(feed).toMatchObject({ style: { unit: 'row', origin: 1, reach: 1000 } });
  });

  it('are read as a CSS cluster, in the list and alone', async () => {
    const [cluster] = payloads.CSS_CLUSTERS.clusters;
    const { endpoint, received } = await startCloud(({ path }) => ({
      body: path.endsWith('/clusters') ? payloads.CSS_CLUSTERS : (cluster ?? {}),
    }));
    const account = openAccount('HUAWEI_CSS', { endpoint });
    const expected = {
      account: 'test',
      provider: 'HUAWEI_CSS',
      nativeId: CLUSTER,
      name: 'css-8bc5',
      status: 'AVAILABLE',
      nativeStatus: '200',
      engine: 'elasticsearch',
      engineVersion: '7.10.2',
      nodeCount: 1,
      createdAt: Date.parse('2023-10-09T02:07:13Z'),
    };

    const page = await account.clusters(operate()).fetch({ offset: 1, limit: 10 });
    expect(page).toMatchObject({ total: 1 });
    expect(rowsOf(page)).toEqual([{ time: expected.createdAt, identity: CLUSTER, value: expected }]);
    expect(await account.getClusters(operate(), [CLUSTER])).toEqual([expected]);
    expect(received.map(({ target }) => target)).toEqual([
      `/v1.0/${PROJECT}/clusters?limit=10`,
      `/v1.0/${PROJECT}/clusters/${CLUSTER}`,
    ]);
  });

  it('are read as DWS tasks', async () => {
    const { endpoint, received } = await startCloud(() => ({ body: payloads.DWS_TASKS }));
    const feed = openAccount('HUAWEI_DWS', { endpoint }).jobs(operate(), CLUSTER);
    const page = await feed.fetch({ offset: 1, limit: 13 });
    const common = {
      nativeId: null,
      clusters: [{ account: 'test', provider: 'HUAWEI_DWS', nativeId: CLUSTER }],
      progress: null,
    };
    const log = payloads.DWS_TASKS.logical_cluster_tasks[1]?.log;

    expect(page).toMatchObject({ total: 2 });
    expect(rowsOf(page).map(({ value }) => value)).toEqual([
      {
        ...common,
        action: 'Grow',
        status: 'SUCCEEDED',
        nativeStatus: 'success',
        createdAt: Date.parse('2023-06-05T01:58:43Z'),
        finishedAt: Date.parse('2023-06-05T02:11:50Z'),
        failureReason: null,
        details: {
          __typename: 'DwsLogicalClusterTask',
          logicalClusterName: 'elastic_group',
          log: 'Expand from outside success',
        },
      },
      {
        ...common,
        action: 'Create',
        status: 'FAILED',
        nativeStatus: 'failed',
        createdAt: Date.parse('2023-06-21T08:35:58Z'),
        finishedAt: Date.parse('2023-06-21T08:36:14Z'),
        failureReason: log,
        details: { __typename: 'DwsLogicalClusterTask', logicalClusterName: 'test_logical', log },
      },
    ]);
    expect(received).toMatchObject([
      {
        path: `/v2/${PROJECT}/clusters/${CLUSTER}/logical-clusters/tasks`,
        query: { offset: '1', limit: '13', order_by: 'startTime', order: 'DESC' },
      },
    ]);
    expect(feed).toMatchObject({ twins: true, style: { unit: 'page', origin: 0 } });
  });

  it('are read as a DWS cluster, in the list and alone', async () => {
    const nativeId = '7d85f602-a948-4a30-afd4-e84f47471c15';
    const { endpoint, received } = await startCloud(({ path }) => ({
      body: path.endsWith('/clusters') ? payloads.DWS_CLUSTERS : payloads.DWS_DETAIL,
    }));
    const account = openAccount('HUAWEI_DWS', { endpoint });
    const expected = {
      account: 'test',
      provider: 'HUAWEI_DWS',
      nativeId,
      name: 'dws-1',
      status: 'CHANGING',
      nativeStatus: 'AVAILABLE',
      engine: 'dws',
      engineVersion: '1.2.0',
      nodeCount: 3,
      createdAt: Date.parse('2016-02-10T14:26:14Z'),
    };

    const page = await account.clusters(operate()).fetch({ offset: 0, limit: 0 });
    expect(page).toMatchObject({ rows: [{ time: expected.createdAt, identity: nativeId, value: expected }] });
    expect(page).not.toMatchObject({ total: 2 });
    expect(await account.getClusters(operate(), [nativeId])).toEqual([{ ...expected, status: 'AVAILABLE' }]);
    expect(received.map(({ target }) => target)).toEqual([
      `/v1.0/${PROJECT}/clusters`,
      `/v1.0/${PROJECT}/clusters/${nativeId}`,
    ]);
  });

  it('are read as a GeminiDB job', async () => {
    const { endpoint, received } = await startCloud(() => ({ body: payloads.GEMINIDB_JOBS }));
    const feed = openAccount('HUAWEI_GEMINIDB', { endpoint }).jobs(operate(), '');
    const page = await feed.fetch({ offset: 0, limit: 50, window: WINDOW });
    const createdAt = Date.parse('2023-09-12T06:44:01Z');

    expect(page).toMatchObject({ total: 1 });
    expect(rowsOf(page)).toEqual([
      {
        time: createdAt,
        identity: '6f85e061-04dd-42e7-86d6-d3b1e40aac2e',
        value: {
          nativeId: '6f85e061-04dd-42e7-86d6-d3b1e40aac2e',
          clusters: [
            { account: 'test', provider: 'HUAWEI_GEMINIDB', nativeId: '27a045b6bf9e46f691f81366d398cb04in06' },
          ],
          action: 'CreateCassandra',
          status: 'RUNNING',
          nativeStatus: 'Running',
          createdAt,
          finishedAt: null,
          progress: 14,
          failureReason: null,
          details: {
            __typename: 'GeminiDbTask',
            instanceId: '27a045b6bf9e46f691f81366d398cb04in06',
            instanceName: 'nosql-12f5',
          },
        },
      },
    ]);
    expect(received[0]?.target).toBe(
      `/v3/${PROJECT}/jobs?end_time=2026-11-21T08%3A00%3A00%2B0000&limit=50&offset=0` +
        '&start_time=2026-10-22T08%3A00%3A00%2B0000',
    );
    expect(feed).toMatchObject({ style: { unit: 'row', origin: 0, limits: [10, 20, 50] } });
  });

  it('are read as a GeminiDB instance, in the list and alone', async () => {
    const { endpoint, received } = await startCloud(() => ({ body: payloads.GEMINIDB_INSTANCES }));
    const account = openAccount('HUAWEI_GEMINIDB', { endpoint });
    const expected = {
      account: 'test',
      provider: 'HUAWEI_GEMINIDB',
      nativeId: INSTANCE,
      name: 'nno-efa6',
      status: 'CHANGING',
      nativeStatus: 'normal',
      engine: 'cassandra',
      engineVersion: '3.11',
      nodeCount: 1,
      createdAt: Date.parse('2019-01-17T07:05:52Z'),
    };

    const page = await account.clusters(operate()).fetch({ offset: 0, limit: 100 });
    expect(page).toMatchObject({ total: 1, rows: [{ time: expected.createdAt, identity: INSTANCE, value: expected }] });
    expect(await account.getClusters(operate(), [INSTANCE, 'other'])).toEqual([expected, null]);
    expect(received.map(({ query }) => query)).toEqual([
      { limit: '100', offset: '0' },
      { id: INSTANCE },
      { id: 'other' },
    ]);
  });
});
