import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from './raw-request.js';
import { startReader, type Reader } from './reader.js';

interface Task {
  readonly type: string;
  readonly start_time: string | null;
}

interface Page {
  readonly logical_cluster_tasks: Task[];
  readonly count: number | string;
}

let reader: Reader;
let cluster: string;
/** Newest first. */
let truth: [string, number | null][];

beforeAll(async () => {
  reader = await startReader();
  const state = reader.clouds.state('warehouse');
  cluster = state.scopes()[0] ?? '';
  truth = state.jobs(cluster).map((job) => [job.action, job.createdAt]);
});

afterAll(() => reader.clouds.close());

beforeEach(() => {
  Object.assign(reader.clouds.behaviour, { dwsLimitCap: Infinity, dwsBase64Errors: false, dwsOrder: 'as-requested' });
});

async function list(query: string): Promise<Page> {
  return parse(await reader.get('dws', 'v2', `/clusters/${cluster}/logical-clusters/tasks?${query}`)) as Page;
}

async function listTasks(query: string): Promise<[string, number | null][]> {
  const { logical_cluster_tasks: tasks } = await list(query);
  return tasks.map(({ type, start_time: time }) => [type, time ? Date.parse(`${time.replace(' ', 'T')}Z`) : null]);
}

const NEWEST = 'order_by=startTime&order=DESC';

describe('tasks of logical clusters', () => {
  test.each([
    ['', 0, 10],
    ['&offset=2', 20, 30],
    ['&offset=1&limit=13', 13, 26],
    ['&offset=7&limit=100', 700, 800],
  ])('%s are the rows from %i to %i, because the offset counts pages', async (query, start, end) => {
    expect(await listTasks(NEWEST + query)).toEqual(truth.slice(start, end));
    expect((await list(NEWEST + query)).count).toBe(truth.length);
  });

  test('shift with every page if the limit is reduced without an error', async () => {
    reader.clouds.behaviour.dwsLimitCap = 20;
    expect(await listTasks(`${NEWEST}&offset=2&limit=50`)).toEqual(truth.slice(40, 60));
  });

  test('are listed oldest first without an order, and if the order is ignored', async () => {
    const oldest = truth.toReversed().slice(0, 10);
    expect(await listTasks('')).toEqual(oldest);
    expect(await listTasks('order_by=startTime&order=ASC')).toEqual(oldest);
    reader.clouds.behaviour.dwsOrder = 'oldest-first';
    expect(await listTasks(NEWEST)).toEqual(oldest);
  });

  test('are filtered by type and logical cluster before they are paged', async () => {
    const restarts = truth.filter(([action]) => action === 'Restart');
    expect(await listTasks(`${NEWEST}&type=Restart&limit=5&offset=1`)).toEqual(restarts.slice(5, 10));
    const page = await list('logical_cluster_name=lc_bi&limit=1000');
    expect(page.logical_cluster_tasks.length).toBe(page.count);
    expect(page.count).toBeLessThan(truth.length);
  });

  test('have a queued task without a start time first, and tasks that are equal in every field', async () => {
    const { logical_cluster_tasks: tasks } = await list(`${NEWEST}&limit=1000`);
    expect(tasks[0]?.start_time ?? '').toBe('');
    const texts = tasks.map((task) => JSON.stringify(task));
    expect(new Set(texts).size).toBeLessThan(texts.length);
  });

  test('may have their count as a string, and a missing cluster may be a 401', async () => {
    Object.assign(reader.clouds.behaviour, { dwsCount: 'string', dwsMissingStatus: 401 });
    expect((await list('limit=1')).count).toBe(String(truth.length));
    const path = '/clusters/9b7ff56b-47b3-4d00-a1fd-4c023d34404b/logical-clusters/tasks';
    expect((await reader.get('dws', 'v2', path)).status).toBe(401);
    Object.assign(reader.clouds.behaviour, { dwsCount: 'number', dwsMissingStatus: 404 });
  });

  test.each(['offset=-1', 'limit=0', 'limit=x', 'order=up'])('%s is rejected', async (query) => {
    expect(await list(query)).toEqual({
      externalMessage: 'Incorrect parameters.',
      errCode: 'DWS.0001',
      error_code: 'DWS.0001',
      error_msg: 'Incorrect parameters.',
    });
  });

  test.each([
    ['9b7ff56b-47b3-4d00-a1fd-4c023d34404b', 404, 'DWS.0047'],
    ['my-cluster', 400, 'DWS.0001'],
  ])('of the cluster %s fail with %i %s, also in base64', async (id, status, code) => {
    const path = `/clusters/${id}/logical-clusters/tasks`;
    const response = await reader.get('dws', 'v2', path);
    expect([response.status, (parse(response) as { errCode: string }).errCode]).toEqual([status, code]);
    reader.clouds.behaviour.dwsBase64Errors = true;
    const encoded = await reader.get('dws', 'v2', path);
    expect(Buffer.from(encoded.text, 'base64url').toString()).toBe(response.text);
  });
});

test('Clusters are listed in one response with a count as a string, and read one by one in a wrapper object', async () => {
  const ids = reader.clouds
    .state('warehouse')
    .clusters()
    .map((each) => each.id);
  const response = await reader.get('dws', 'v1.0', '/clusters?limit=1');
  const page = parse(response) as { clusters: { id: string }[]; count: string };
  expect(page.clusters.map((each) => each.id)).toEqual(ids);
  expect(page.count).toBe(String(ids.length));
  expect(parse(await reader.get('dws', 'v1.0', `/clusters/${cluster}`))).toMatchObject({ cluster: { id: cluster } });
  expect((await reader.get('dws', 'v1.0', '/clusters/9b7ff56b-47b3-4d00-a1fd-4c023d34404b')).status).toBe(403);
});
