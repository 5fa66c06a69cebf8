import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AccountState, ListedJob } from '../../src/simulator/index.js';
import { parse } from './raw-request.js';
import { START, startReader, type Reader } from './reader.js';

interface Job {
  readonly id: string;
  readonly status: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly progress: string;
}

interface Page {
  readonly jobs: Job[];
  readonly total_count: number;
}

const DAY = 86_400_000;

let reader: Reader;
let state: AccountState;
let all: ListedJob[];
let recent: string[];

beforeAll(async () => {
  reader = await startReader();
  state = reader.clouds.state('tables');
  all = state.jobs();
  recent = keysBetween(START - 30 * DAY, START);
});

afterAll(() => reader.clouds.close());

beforeEach(() => {
  Object.assign(reader.clouds.behaviour, { geminiDbEndInclusive: false, geminiDbIdIgnoresWindow: true });
});

function keysBetween(from: number, to: number): string[] {
  return all
    .filter(({ createdAt }) => createdAt !== null && createdAt >= from && createdAt <= to)
    .map((job) => job.key);
}

async function list(query: string): Promise<Page> {
  return parse(await reader.get('geminidb', 'v3', `/jobs?${query}`)) as Page;
}

async function listIds(query: string): Promise<string[]> {
  return (await list(query)).jobs.map((job) => job.id);
}

function toQuery(from: number, to: number, zone = '%2B0000'): string {
  const write = (time: number): string => new Date(time).toISOString().slice(0, 19) + zone;
  return `start_time=${write(from)}&end_time=${write(to)}`;
}

describe('jobs', () => {
  test.each([
    ['', 0, 50],
    ['limit=10', 0, 10],
    ['offset=7&limit=20', 7, 27],
  ])('%s are the rows from %i to %i of the last 30 days', async (query, start, end) => {
    expect(await listIds(query)).toEqual(recent.slice(start, end));
    expect((await list(query)).total_count).toBe(recent.length);
  });

  test.each(['limit=11', 'limit=100', 'offset=-1', 'status=Done', 'start_time=2026-11-20', 'end_time=x'])(
    '%s is rejected',
    async (query) => {
      const response = await reader.get('geminidb', 'v3', `/jobs?${query}`);
      expect([response.status, response.text]).toEqual([
        400,
        '{"error_code":"DBS.200001","error_msg":"Parameter error."}',
      ]);
    },
  );

  test('are listed in time windows of at most 30 days', async () => {
    const from = START - 60 * DAY;
    expect((await list(toQuery(from, from + 30 * DAY))).total_count).toBe(
      keysBetween(from, from + 30 * DAY - 1).length,
    );
    for (const query of [
      toQuery(from, from + 30 * DAY + 1000),
      toQuery(START, START),
      toQuery(from, START).replace(/&.*/, ''),
    ]) {
      expect(await list(query)).toMatchObject({ error_code: 'DBS.200001' });
    }
  });

  test('that start at the bounds of a window are included at its start, and at its end only if it is inclusive', async () => {
    const [newer, older] = [all[20]?.createdAt ?? 0, all[60]?.createdAt ?? 0];
    const withoutEnd = keysBetween(older, newer - 1);
    expect((await list(toQuery(older, newer))).total_count).toBe(withoutEnd.length);
    reader.clouds.behaviour.geminiDbEndInclusive = true;
    expect((await list(toQuery(older, newer))).total_count).toBe(keysBetween(older, newer).length);
    expect(keysBetween(older, newer).length).toBeGreaterThan(withoutEnd.length);
  });

  test('are filtered by times with any offset, and with a plus that is not encoded', async () => {
    const utc = await list(toQuery(START - DAY, START));
    expect(await list(toQuery(START - DAY, START, '+0000'))).toEqual(utc);
    expect(await list(toQuery(START - DAY, START, 'Z'))).toEqual(utc);
    expect(await list(toQuery(START - DAY + 8 * 3_600_000, START + 8 * 3_600_000, '%2B0800'))).toEqual(utc);
  });

  test('are found by id at any age, unless the window applies to ids too', async () => {
    const old = all.at(-1);
    expect(await listIds(`id=${old?.key}`)).toEqual([old?.key]);
    reader.clouds.behaviour.geminiDbIdIgnoresWindow = false;
    expect(await list(`id=${old?.key}`)).toEqual({ jobs: [], total_count: 0 });
    const around = old?.createdAt ?? 0;
    expect(await listIds(`id=${old?.key}&${toQuery(around, around + 1000)}`)).toEqual([old?.key]);
  });

  test('are filtered by status and name', async () => {
    const failed = (job: ListedJob): boolean => job.phase === 'failed' && recent.includes(job.key);
    expect(await listIds('status=Failed')).toEqual(
      all
        .filter(failed)
        .map((job) => job.key)
        .slice(0, 50),
    );
    const backups = all.filter((job) => job.action === 'BackupInstance' && recent.includes(job.key));
    expect((await list('name=BackupInstance')).total_count).toBe(backups.length);
  });

  test('that are running have an end time and a progress, and others have no progress', async () => {
    const { key } = state.insertJob('', ['a'.repeat(32) + 'in06'], { finishesAt: START + 100_000 });
    reader.clouds.clock.advance(14_000);
    const [running] = (await list(`id=${key}`)).jobs;
    expect(running).toMatchObject({
      status: 'Running',
      start_time: '2026-11-21T08:00:00+0000',
      end_time: '2026-11-21T08:00:14+0000',
      progress: '14%',
    });
    const [done] = (await list(`id=${all.at(-1)?.key}`)).jobs;
    expect(done?.progress).toBe('');
  });
});

test('Instances are listed newest first, at most 100 per page, and are found by id', async () => {
  const truth = state.clusters().map((instance) => instance.id);
  const read = async (query: string): Promise<{ ids: string[]; total: number }> => {
    const page = parse(await reader.get('geminidb', 'v3', `/instances?${query}`)) as {
      instances: { id: string }[];
      total_count: number;
    };
    return { ids: page.instances.map(({ id }) => id), total: page.total_count };
  };
  expect(await read('')).toEqual({ ids: truth, total: truth.length });
  expect(await read('offset=3&limit=4')).toEqual({ ids: truth.slice(3, 7), total: truth.length });
  expect(await read(`id=${truth[2]}`)).toEqual({ ids: [truth[2]], total: 1 });
  expect((await read('id=*in')).total).toBe(truth.length);
  expect(await read(`id=${'0'.repeat(32)}in06`)).toEqual({ ids: [], total: 0 });
  expect((await reader.get('geminidb', 'v3', '/instances?limit=101')).status).toBe(400);
});
