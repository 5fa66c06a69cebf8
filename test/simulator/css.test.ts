import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AccountState } from '../../src/simulator/index.js';
import { parse } from './raw-request.js';
import { START, startReader, type Reader } from './reader.js';

interface Page {
  readonly clusterLogRecord: { readonly id: string; readonly createAt: number | string; readonly status: string }[];
  readonly totalSize?: number;
}

let reader: Reader;
let state: AccountState;
let cluster: string;
let ids: string[];

beforeAll(async () => {
  reader = await startReader();
  state = reader.clouds.state('search-prod');
  cluster = state.scopes()[0] ?? '';
  ids = state.jobs(cluster).map((job) => job.key);
});

afterAll(() => reader.clouds.close());

beforeEach(() => {
  Object.assign(reader.clouds.behaviour, { cssParameters: 'both', cssReach: 1000, cssTotalSize: false });
  Object.assign(reader.clouds.behaviour, { cssEmpty: 'null', cssTimes: 'number' });
});

async function list(query: string): Promise<Page> {
  return parse(await reader.get('css', 'v1.0', `/clusters/${cluster}/logs/records${query}`)) as Page;
}

async function listIds(query: string): Promise<string[]> {
  return (await list(query)).clusterLogRecord.map((row) => row.id);
}

describe('log records', () => {
  test.each([
    ['', 0, 10],
    ['?start=1&limit=3', 0, 3],
    ['?offset=1&limit=3', 0, 3],
    ['?offset=11', 10, 20],
    ['?offset=3&limit=5', 2, 7],
    ['?offset=1000&limit=1000', 999, 1999],
  ])('%s are the rows from %i to %i, newest first', async (query, start, end) => {
    expect(await listIds(query)).toEqual(ids.slice(start, end));
  });

  test.each(['?offset=0', '?offset=1001', '?limit=0', '?limit=1001', '?offset=x', '?offset=-1', '?status=GOOD'])(
    '%s is rejected',
    async (query) => {
      const response = await reader.get('css', 'v1.0', `/clusters/${cluster}/logs/records${query}`);
      expect(response.status).toBe(400);
      expect(parse(response)).toMatchObject({ errCode: 'CSS.0001' });
    },
  );

  test('can all be read if offsets are unlimited, and a page after the end is empty', async () => {
    reader.clouds.behaviour.cssReach = Infinity;
    expect(await listIds('?offset=2001&limit=1000')).toEqual(ids.slice(2000));
    expect(await listIds(`?offset=${ids.length + 1}`)).toEqual([]);
  });

  test.each([
    ['start', '?start=3&offset=5&limit=1', 2],
    ['start', '?offset=5&limit=1', 0],
    ['offset', '?start=3&offset=5&limit=1', 4],
    ['offset-strict', '?offset=5&limit=1', 4],
    ['start-strict', '?start=5&limit=1', 4],
  ] as const)('of a cloud that knows %s: %s is row %i', async (cssParameters, query, row) => {
    reader.clouds.behaviour.cssParameters = cssParameters;
    expect(await listIds(query)).toEqual([ids[row]]);
  });

  test.each([
    ['start-strict', '?offset=1'],
    ['offset-strict', '?start=1'],
  ] as const)('of a %s cloud: %s is rejected', async (cssParameters, query) => {
    reader.clouds.behaviour.cssParameters = cssParameters;
    expect(await list(query)).toMatchObject({ errCode: 'CSS.0001' });
  });

  test('are filtered by status before they are paged', async () => {
    const failed = state.jobs(cluster).filter((job) => job.phase === 'failed');
    expect(await listIds('?status=FAIL&limit=1000')).toEqual(failed.map((job) => job.key));
    const page = await list('?status=NOT_FAIL&limit=1000');
    expect(page.clusterLogRecord.every((row) => row.status !== 'FAIL')).toBe(true);
  });

  test('have a total only with the newer API version of the SDK', async () => {
    expect(await list('?limit=1')).not.toHaveProperty('totalSize');
    reader.clouds.behaviour.cssTotalSize = true;
    expect(await list('?limit=1')).toMatchObject({ totalSize: ids.length });
  });

  test('of a running backup have no end (null or absent), and a time as a number or a string', async () => {
    const { key } = state.insertJob(cluster, [cluster]);
    const first = async (): Promise<unknown> => (await list('?limit=1')).clusterLogRecord[0];
    expect(await first()).toMatchObject({ id: key, status: 'RUNNING', createAt: START, finishedAt: null });
    Object.assign(reader.clouds.behaviour, { cssEmpty: 'absent', cssTimes: 'string' });
    expect(await first()).toMatchObject({ id: key, createAt: String(START) });
    expect(await first()).not.toHaveProperty('finishedAt');
    state.deleteJob(key);
  });

  test('of a cluster that does not exist are forbidden', async () => {
    const response = await reader.get('css', 'v1.0', '/clusters/4213d908-f5dc-4633-8401-cfd7175fca0c/logs/records');
    expect(response.status).toBe(403);
    expect(parse(response)).toEqual({
      errCode: 'CSS.0015',
      externalMessage: 'No resources are found or the access is denied.',
    });
  });
});

describe('clusters', () => {
  test('are listed newest first with their total, and a page after the end is empty', async () => {
    const response = await reader.get('css', 'v1.0', '/clusters?offset=2&limit=4');
    const page = parse(response) as { totalSize: number; clusters: { id: string; created: string; status: string }[] };
    const truth = state.clusters();
    expect(page.totalSize).toBe(truth.length);
    expect(page.clusters.map(({ id, created, status }) => [id, Date.parse(`${created}Z`), status])).toEqual(
      truth.slice(1, 5).map((each) => [each.id, each.createdAt, each.status]),
    );
    const past = await reader.get('css', 'v1.0', '/clusters?offset=500');
    expect(parse(past)).toEqual({ totalSize: truth.length, clusters: [] });
  });

  test('are read one by one, without a wrapper object', async () => {
    expect(parse(await reader.get('css', 'v1.0', `/clusters/${cluster}`))).toMatchObject({ id: cluster });
    expect((await reader.get('css', 'v1.0', '/clusters/nothing')).status).toBe(403);
  });
});
