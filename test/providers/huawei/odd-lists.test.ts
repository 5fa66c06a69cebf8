import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/domain/cluster.js';
import type { ClusterJob } from '../../../src/domain/job.js';
import type { Row } from '../../../src/paging/feed.js';
import { bodyWith, CSS, DWS, GEMINIDB, LISTS, readClusters, readJob, readJobs, type Provider } from './reading.js';

describe('A list', () => {
  it.each([
    [CSS, 'jobs', { id: undefined }, 'clusterLogRecord[0].id'],
    [CSS, 'jobs', { id: '' }, 'clusterLogRecord[0].id'],
    [CSS, 'jobs', { id: null }, 'clusterLogRecord[0].id'],
    [CSS, 'clusters', { id: undefined }, 'clusters[0].id'],
    [CSS, 'clusters', { id: 1.5 }, 'clusters[0].id'],
    [DWS, 'clusters', { id: {} }, 'clusters[0].id'],
    [GEMINIDB, 'jobs', { id: undefined }, 'jobs[0].id'],
    [GEMINIDB, 'clusters', { id: false }, 'instances[0].id'],
    [GEMINIDB, 'clusters', { id: ['SECRET'] }, 'instances[0].id'],
  ] as const)('of %s %s with a row of %j is invalid at %s', async (provider, kind, changes, place) => {
    const read = kind === 'jobs' ? readJobs : readClusters;
    const error: unknown = await read(provider, { body: bodyWith(provider, kind, changes) }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'UPSTREAM_INVALID', retryable: false });
    expect(String(error)).toContain(`has no valid ${place}.`);
    expect(String(error)).not.toContain('SECRET');
  });

  it.each([
    [CSS, 'jobs', { createAt: null }],
    [CSS, 'jobs', { createAt: 'soon' }],
    [CSS, 'jobs', { createAt: -1 }],
    [CSS, 'jobs', { createAt: 0 }],
    [CSS, 'jobs', { createAt: 1e17 }],
    [CSS, 'jobs', { createAt: 1_656_042_837_000_000 }],
    [CSS, 'clusters', { created: undefined }],
    [CSS, 'clusters', { created: null }],
    [CSS, 'clusters', { created: '2026-02-30T00:00:00' }],
    [DWS, 'jobs', { start_time: '2023-06-05 25:00:00' }],
    [DWS, 'jobs', { start_time: 'soon' }],
    [DWS, 'jobs', { start_time: 5 }],
    [DWS, 'clusters', { created: '' }],
    [DWS, 'clusters', { created: {} }],
    [GEMINIDB, 'jobs', { start_time: undefined }],
    [GEMINIDB, 'jobs', { start_time: '2023-13-01T00:00:00+0000' }],
    [GEMINIDB, 'clusters', { created: null }],
    [GEMINIDB, 'clusters', { created: '0001-01-01T00:00:00Z' }],
  ] as const)('of %s %s lists a row of %j without a time', async (provider, kind, changes) => {
    const read = kind === 'jobs' ? readJobs : readClusters;
    const page = await read(provider, { body: bodyWith(provider, kind, changes) });
    const rows: readonly Row<Cluster | ClusterJob>[] = page === 'rejected' ? [] : page.rows;
    expect(rows).toMatchObject([{ value: { createdAt: null } }]);
    expect(rows[0]?.time).toBeUndefined();
  });

  it('of DWS tasks distinguishes two start times of an unknown format', async () => {
    const [one, other] = await Promise.all(['1 June', '2 June'].map((start_time) => readJob(DWS, { start_time })));
    expect(one?.identity).not.toBe(other?.identity);
    expect(one?.value.status).toBe('SUCCEEDED');
  });

  const providers = [CSS, DWS, GEMINIDB] as const;
  const kinds = ['jobs', 'clusters'] as const;
  const bad = [{}, [], null, 'text', { list: {} }, { list: '' }, { list: ['row'] }, { list: [7] }];
  const cases = providers.flatMap((provider) =>
    kinds.flatMap((kind) => bad.map((body) => ({ provider, kind, body: rename(body, LISTS[provider][kind][0]) }))),
  );

  function rename(body: unknown, name: string): unknown {
    return typeof body === 'object' && body !== null && 'list' in body ? { [name]: body.list } : body;
  }

  it.each(cases)('of $provider $kind that is $body is invalid, not empty', async ({ provider, kind, body }) => {
    const read = kind === 'jobs' ? readJobs : readClusters;
    await expect(read(provider, { body: JSON.stringify(body) })).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
  });

  const totals = { HUAWEI_CSS: 'totalSize', HUAWEI_DWS: 'count', HUAWEI_GEMINIDB: 'total_count' };
  const empty = [
    { list: null },
    { list: null, total: 0 },
    { list: null, total: '0' },
    { list: null, total: null },
    { list: {}, total: 0 },
    { list: '', total: 0 },
    { total: 0 },
    { list: [null, null] },
  ];
  const emptyCases = providers.flatMap((provider) =>
    kinds.flatMap((kind) =>
      empty.map(({ total, ...body }) => {
        const named = rename(body, LISTS[provider][kind][0]) as object;
        return { provider, kind, body: total === undefined ? named : { ...named, [totals[provider]]: total } };
      }),
    ),
  );

  it.each(emptyCases)('of $provider $kind that is $body is empty', async ({ provider, kind, body }) => {
    const read = kind === 'jobs' ? readJobs : readClusters;
    expect(await read(provider, { body })).toMatchObject({ rows: [] });
  });

  it.each(providers.flatMap((provider) => kinds.map((kind) => [provider, kind] as const)))(
    'of %s %s that is null with a total is invalid',
    async (provider, kind) => {
      const read = kind === 'jobs' ? readJobs : readClusters;
      for (const total of [1, '20']) {
        const body = { [LISTS[provider][kind][0]]: null, [totals[provider]]: total };
        await expect(read(provider, { body })).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
      }
    },
  );

  it.each(providers.flatMap((provider) => kinds.map((kind) => [provider, kind] as const)))(
    'of %s %s has no row for a null and counts it separately',
    async (provider, kind) => {
      const read = kind === 'jobs' ? readJobs : readClusters;
      const [name, row] = LISTS[provider][kind];
      const page = await read(provider, { body: { [name]: [null, row, null, { ...row, id: 'other' }] } });
      expect(page === 'rejected' ? 0 : page.rows.length).toBe(2);
      if (kind === 'jobs') expect(page).toMatchObject({ nulls: 2 });
    },
  );

  it.each([
    [CSS, 'clusters', 'id'],
    [CSS, 'jobs', 'id'],
    [DWS, 'clusters', 'id'],
    [GEMINIDB, 'clusters', 'id'],
    [GEMINIDB, 'jobs', 'id'],
  ] as const)('of %s %s keeps all digits of an %s that is a number', async (provider, kind, field) => {
    const read = kind === 'jobs' ? readJobs : readClusters;
    const [name, row] = LISTS[provider][kind];
    const ids = ['9007199254740992', '9007199254740993', '18446744073709551615', '12'];
    const rows = ids.map((id) => JSON.stringify({ ...row, [field]: 'ID' }).replace('"ID"', id));
    const page = await read(provider, { body: `{"${name}":[${rows.join(',')}]}` });
    const found: readonly Row<Cluster | ClusterJob>[] = page === 'rejected' ? [] : page.rows;
    expect(found.map(({ identity }) => identity).toSorted()).toEqual(ids.toSorted());
    expect(found.map(({ value }) => value.nativeId).toSorted()).toEqual(ids.toSorted());
  });

  it('with an id that lost digits as a number is invalid', async () => {
    const body = '{"clusters":[{"id":9.007199254740993e15}]}';
    await expect(readClusters(CSS, { body })).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
  });

  it('keeps all digits of a job’s instance id that is a number', async () => {
    const body = '{"jobs":[{"id":"j","instance":{"id":9007199254740993}}]}';
    const page = await readJobs(GEMINIDB, { body });
    expect(page).toMatchObject({ rows: [{ value: { clusters: [{ nativeId: '9007199254740993' }] } }] });
  });

  it.each<[Provider, object, number | undefined]>([
    [CSS, { clusterLogRecord: [], totalSize: '7' }, 7],
    [CSS, { clusterLogRecord: [] }, undefined],
    [DWS, { logical_cluster_tasks: [], count: '2' }, 2],
    [DWS, { logical_cluster_tasks: [], count: null }, undefined],
    [GEMINIDB, { jobs: [], total_count: 3.5 }, undefined],
    [GEMINIDB, { jobs: [], total_count: 0 }, 0],
  ])('of %s that is %j is empty, with the total %s', async (provider, body, total) => {
    const page = await readJobs(provider, { body });
    expect(page).toMatchObject({ rows: [] });
    expect(page === 'rejected' ? 0 : page.total).toBe(total);
  });

  it('has the time of the provider’s clock', async () => {
    const headers = { date: 'Sat, 21 Nov 2026 08:00:00 GMT' };
    const page = await readJobs(CSS, { headers, body: { clusterLogRecord: [] } });
    expect(page).toMatchObject({ serverTime: Date.parse('2026-11-21T08:00:00Z') });
  });
});
