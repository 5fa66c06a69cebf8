import { describe, expect, test } from 'vitest';
import { NOW, APP, open } from './qingcloud-cloud.js';

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

  test('Jobs are found by id; an id that does not exist returns no row, or an error as documented', async () => {
    const { jobs, state, clouds } = await open();
    const [key = ''] = state.jobs(APP).map((job) => job.key);
    const query = { 'jobs.1': 'j-00000000000', 'jobs.2': key, limit: 2 };
    expect(idsOf((await jobs(query)).job_set)).toEqual([key]);
    clouds.behaviour.qingCloudMissing = 'error';
    expect(await jobs(query)).toMatchObject({ ret_code: 2100 });
  });

  test('Offsets do not count a null among the rows', async () => {
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
