import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudName } from '../../src/simulator/index.js';
import { type Fleet, listClusters, startFleet } from './fleet.js';
import { jobsOf, walk } from './walking.js';

const FIELDS = `
  nativeId provider action status nativeStatus createdAt finishedAt progress failureReason
  account { name } clusters { nativeId provider account { name } }
  details {
    __typename
    ... on CssLogBackup { jobId trigger logPath }
    ... on DwsLogicalClusterTask { logicalClusterName log }
    ... on GeminiDbTask { instanceId instanceName }
    ... on QingCloudOperation { owner resourceIds errorCodes }
  }`;

type Row = Readonly<Record<string, unknown>>;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ size: { cssLargest: 30, dwsLargest: 30, geminiDbJobs: 30, qingCloudJobs: 60 } });
});
afterAll(() => fleet.close());

/** Changes the first row of a cloud's response to its list of jobs. */
const LISTS: Readonly<Record<string, { cloud: CloudName; account: string; path: RegExp; rows: string }>> = {
  CSS: { cloud: 'css', account: 'search-prod', path: /logs\/records$/, rows: 'clusterLogRecord' },
  DWS: { cloud: 'dws', account: 'warehouse', path: /tasks$/, rows: 'logical_cluster_tasks' },
  GeminiDB: { cloud: 'geminidb', account: 'tables', path: /jobs$/, rows: 'jobs' },
  QingCloud: { cloud: 'qingcloud', account: 'middleware', path: /iaas/, rows: 'job_set' },
};

/** The first job of an account's longest list, with some of its row's fields changed on the wire. */
async function firstJob(name: string, change: Row): Promise<Row> {
  const { cloud, account, path, rows } = LISTS[name] ?? {};
  const remove = fleet.clouds.intercept((request, respond) => {
    if (request.cloud !== cloud || path?.test(request.path) !== true) return undefined;
    const reply = respond();
    const body = reply.body as Record<string, Row[] | undefined>;
    const list = rows === undefined ? undefined : body[rows];
    if (!list || rows === undefined) return reply;
    return { ...reply, body: { ...body, [rows]: list.map((row) => ({ ...row, ...change })) } };
  });
  try {
    const data = await fleet.read<{ clusterJobs: { nodes: Row[] } }>(
      `query ($account: String!) { clusterJobs(first: 1, filter: { accounts: [$account] }) { nodes { ${FIELDS} } } }`,
      { account },
    );
    return data.clusterJobs.nodes[0] ?? {};
  } finally {
    remove();
  }
}

const T = Date.parse('2026-11-21T07:00:00Z');
const ISO = '2026-11-21T07:00:00.000Z';
const OPEN = { finishedAt: null, failureReason: null };

describe('the status of a job', () => {
  const css = { createAt: T - 1, finishedAt: T, failedMsg: 'why' };
  const dws = { start_time: '2026-11-21 06:00:00', end_time: '2026-11-21 07:00:00', log: 'why' };
  const gemini = { end_time: '2026-11-21T07:00:00+0000', fail_reason: 'why' };
  const qing = { status_time: '2026-11-21T07:00:00Z', error_codes: 'why' };
  const done = (status: string) => ({ status, finishedAt: ISO, failureReason: status === 'FAILED' ? 'why' : null });
  const open = (status: string) => ({ status, ...OPEN });

  it.each<[string, string, string | null, Row, Row]>([
    ['CSS', 'RUNNING', 'RUNNING', { ...css, status: 'RUNNING' }, open('RUNNING')],
    ['CSS', 'SUCCESS', 'SUCCESS', { ...css, status: 'SUCCESS' }, done('SUCCEEDED')],
    ['CSS', 'FAIL', 'FAIL', { ...css, status: 'FAIL' }, done('FAILED')],
    ['CSS', 'another word', 'PAUSED', { ...css, status: 'PAUSED' }, open('UNKNOWN')],
    ['CSS', 'no word', null, { ...css, status: null }, open('UNKNOWN')],
    ['DWS', 'success', 'success', { ...dws, result: 'success' }, done('SUCCEEDED')],
    ['DWS', 'Success', 'Success', { ...dws, result: 'Success' }, done('SUCCEEDED')],
    ['DWS', 'FAILED', 'FAILED', { ...dws, result: 'FAILED' }, done('FAILED')],
    ['DWS', 'no result, no end', null, { ...dws, result: null, end_time: null }, open('RUNNING')],
    ['DWS', 'empty texts', null, { ...dws, result: '', end_time: '' }, open('RUNNING')],
    ['DWS', 'an end without a result', null, { ...dws, result: null }, open('UNKNOWN')],
    ['DWS', 'another word', 'aborted', { ...dws, result: 'aborted' }, open('UNKNOWN')],
    ['DWS', 'no start', null, { ...dws, start_time: null, result: null, end_time: null }, open('PENDING')],
    ['GeminiDB', 'Running', 'Running', { ...gemini, status: 'Running' }, open('RUNNING')],
    ['GeminiDB', 'Completed', 'Completed', { ...gemini, status: 'Completed' }, done('SUCCEEDED')],
    ['GeminiDB', 'Failed', 'Failed', { ...gemini, status: 'Failed' }, done('FAILED')],
    ['GeminiDB', 'another word', 'Paused', { ...gemini, status: 'Paused' }, open('UNKNOWN')],
    ['QingCloud', 'pending', 'pending', { ...qing, status: 'pending' }, open('PENDING')],
    ['QingCloud', 'working', 'working', { ...qing, status: 'working' }, open('RUNNING')],
    ['QingCloud', 'successful', 'successful', { ...qing, status: 'successful' }, done('SUCCEEDED')],
    ['QingCloud', 'failed', 'failed', { ...qing, status: 'failed' }, done('FAILED')],
    ['QingCloud', 'done with failure', 'done with failure', { ...qing, status: 'done with failure' }, done('FAILED')],
    ['QingCloud', 'another word', 'paused', { ...qing, status: 'paused' }, open('UNKNOWN')],
  ])('of %s with %s', async (name, _, nativeStatus, change, expected) => {
    expect(await firstJob(name, change)).toMatchObject({ ...expected, nativeStatus });
  });

  it.each<[string, Row]>([
    ['CSS', { status: 'FAIL', failedMsg: '' }],
    ['DWS', { result: 'failed', start_time: '2026-11-21 06:00:00', log: '' }],
    ['GeminiDB', { status: 'Failed', fail_reason: '' }],
    ['QingCloud', { status: 'failed', error_codes: '' }],
  ])('of %s that failed without a message has no failure reason', async (name, change) => {
    expect(await firstJob(name, change)).toMatchObject({ status: 'FAILED', failureReason: null });
  });

  it.each([
    ['60%', 60],
    ['', null],
    ['100%', 100],
    [null, null],
    ['soon', null],
  ])('of GeminiDB has the progress %j: %j', async (progress, percent) => {
    expect(await firstJob('GeminiDB', { progress })).toMatchObject({ progress: percent });
  });
});

describe('the details of a job', () => {
  it.each<[string, Row, Row]>([
    [
      'CSS',
      { id: 'a1', jobId: 'f4', jobTypes: 'Manual', logPath: 'bucket/log', createAt: T },
      {
        nativeId: 'a1',
        action: 'LogBackup',
        details: { __typename: 'CssLogBackup', jobId: 'f4', trigger: 'Manual', logPath: 'bucket/log' },
      },
    ],
    [
      'DWS',
      {
        type: 'Grow',
        logical_cluster_name: 'lc',
        log: 'Grow success',
        start_time: '2026-11-21 07:00:00',
        result: 'success',
      },
      {
        nativeId: null,
        action: 'Grow',
        details: { __typename: 'DwsLogicalClusterTask', logicalClusterName: 'lc', log: 'Grow success' },
      },
    ],
    [
      'GeminiDB',
      {
        id: 'b2',
        name: 'CreateInstance',
        instance: { id: 'c3in06', name: 'n' },
        start_time: '2026-11-21T15:00:00+0800',
      },
      {
        nativeId: 'b2',
        action: 'CreateInstance',
        details: { __typename: 'GeminiDbTask', instanceId: 'c3in06', instanceName: 'n' },
      },
    ],
    [
      'QingCloud',
      {
        job_id: 'j-1',
        job_action: 'CeaseResources',
        owner: 'usr-1',
        resource_ids: 'cl-1 cln-2',
        error_codes: '1',
        create_time: '2026-11-21T07:00:00Z',
      },
      {
        nativeId: 'j-1',
        action: 'CeaseResources',
        details: { __typename: 'QingCloudOperation', owner: 'usr-1', resourceIds: ['cl-1', 'cln-2'], errorCodes: '1' },
      },
    ],
  ])('is in the details of its jobs: %s', async (name, change, expected) => {
    expect(await firstJob(name, change)).toMatchObject({
      ...expected,
      createdAt: ISO,
      account: { name: LISTS[name]?.account },
    });
  });

  it('never include the sender of a QingCloud directive', async () => {
    expect(JSON.stringify(await firstJob('QingCloud', {}))).not.toMatch(/sender|user_id|directive/);
  });
});

describe('tasks of DWS', () => {
  const list = async (): Promise<readonly Row[]> => {
    const cluster = (await listClusters(fleet)).find(({ account }) => account.name === 'warehouse');
    return (await walk<Row>(fleet, { ...jobsOf(cluster?.id ?? '', FIELDS), size: 100 })).nodes;
  };

  /** Adds a row at the start of every list of tasks. */
  const withFirst = async (change: Row): Promise<readonly Row[]> => {
    const remove = fleet.clouds.intercept(({ cloud, path }, respond) => {
      if (cloud !== 'dws' || !path.endsWith('/tasks')) return undefined;
      const reply = respond();
      const body = reply.body as { logical_cluster_tasks: Row[]; count: number };
      const [first = {}] = body.logical_cluster_tasks.filter((task) => Boolean(task['start_time']));
      const rows = body.logical_cluster_tasks;
      const tasks = rows.toSpliced('start_time' in change ? 0 : rows.indexOf(first), 0, { ...first, ...change });
      return { ...reply, body: { logical_cluster_tasks: tasks, count: tasks.length } };
    });
    return list().finally(remove);
  };

  it('that are equal have different ids, which do not change when a newer one is added or one ends', async () => {
    const before = await list();
    const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);
    const running = await withFirst({ result: null, end_time: null, log: null });
    const finished = await withFirst({ result: 'failed', end_time: '2026-11-21 08:00:00', log: 'why' });
    for (const rows of [running, finished]) {
      expect(rows.filter(({ id }) => ids(before).includes(id))).toEqual(before);
    }
    expect(new Set(ids(running)).size).toBe(before.length + 1);
    expect(ids(finished)).toEqual(ids(running));
  });

  it.each([null, ''])('that have not started come first: %j', async (start_time) => {
    const [first] = await withFirst({ type: 'Switch', start_time, result: null, end_time: null });
    expect(first).toMatchObject({ action: 'Switch', status: 'PENDING', createdAt: null, nativeStatus: null });
  });
});
