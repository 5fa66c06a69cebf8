import { describe, expect, it } from 'vitest';
import { tiebreakerOf } from '../../src/paging/sort-key.js';
import { CSS, jobList, jobRow } from './rows.js';
import { ENGINES, openStores, server } from './engines.js';
import { ALL, identities, MINUTE, OTHER, T0, walk } from './pages.js';

describe.each(Object.entries(ENGINES))('the store in %s', (engine, create) => {
  const isMissing = () => engine === 'PostgreSQL' && !server;

  it('returns rows in the order of walks, whole pages and both ways', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS, OTHER]);
    const rows = Array.from({ length: 50 }, (_, index) => jobRow(`j${index}`, T0 + (index % 7) * MINUTE));
    await store.writeJobs({ list: jobList('c1'), startedAt: 1, rows: rows.slice(0, 20) });
    await store.writeJobs({ list: jobList('c2'), startedAt: 2, rows: rows.slice(20), readDownTo: -Infinity });
    const sorted = rows
      .toSorted((a, b) => b.time - a.time || (a.tiebreaker < b.tiebreaker ? -1 : 1))
      .map(({ identity }) => identity);
    expect(await identities(store)).toEqual(sorted);
    expect(await walk(store, { limit: 4 })).toEqual(sorted);
    expect(await walk(store, { limit: 7, direction: 'backward' })).toEqual(sorted.toReversed());
  });

  it('keeps rows without a time of their own, behind the row above them', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const undated = ['b', 'c', 'd'].map((identity) => {
      const row = jobRow(identity, T0);
      const tiebreaker = tiebreakerOf(CSS.name, identity, true);
      return { ...row, tiebreaker, value: { ...row.value, createdAt: null } };
    });
    const rows = [jobRow('a', T0), ...undated, jobRow('e', T0 - MINUTE)];
    await store.writeJobs({ list: jobList('c1'), startedAt: 1, rows, readDownTo: -Infinity });
    const found = await identities(store);
    expect([found[0], found.slice(1, 4).toSorted(), found[4]]).toEqual(['a', ['b', 'c', 'd'], 'e']);
    expect(await walk(store, { limit: 1 })).toEqual(found);
    expect(await walk(store, { limit: 1, direction: 'backward' })).toEqual(found.toReversed());
    expect(await identities(store, { from: T0 - 2 * MINUTE })).toEqual(['a', 'e']);
  });

  it('gives back a job as it was written', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const row = jobRow('a', T0, 'FAILED', 'c9');
    await store.writeJobs({ list: jobList('c9'), startedAt: 1, rows: [row] });
    const [found] = await store.findJobs(jobList('c9'), ['a', 'b']);
    expect(found).toEqual({ ...row, account: CSS.name, scope: 'c9' });
  });

  it('filters by status, list, cluster, time, account and action', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS, OTHER]);
    await store.writeJobs({
      list: jobList('c1'),
      startedAt: 1,
      rows: [jobRow('a', T0), jobRow('b', T0 + MINUTE, 'FAILED'), jobRow('c', T0 + 2 * MINUTE, 'RUNNING')],
    });
    await store.writeJobs({
      list: jobList('', OTHER.name),
      startedAt: 1,
      rows: [
        jobRow('x', T0 + MINUTE, 'FAILED', 'g1', OTHER),
        jobRow('y', T0 + 3 * MINUTE, 'SUCCEEDED', 'g2', OTHER),
        jobRow('z', T0 + 4 * MINUTE, 'SUCCEEDED', 'g1', OTHER),
      ],
    });
    const failed = await identities(store, { statuses: ['FAILED'] });
    expect(failed.toSorted()).toEqual(['b', 'x']);
    expect(await identities(store, { statuses: ['FAILED', 'RUNNING', 'FAILED'] })).toHaveLength(3);
    expect(await identities(store, { statuses: [] })).toEqual([]);
    expect(await identities(store, { scopes: [jobList('c1')] })).toEqual(['c', 'b', 'a']);
    expect(await identities(store, { clusters: [{ account: OTHER.name, nativeId: 'g1' }] })).toEqual(['z', 'x']);
    expect(await identities(store, { from: T0 + MINUTE, before: T0 + 3 * MINUTE })).toHaveLength(3);
    expect(await identities(store, { accounts: [{ name: CSS.name }] })).toEqual(['c', 'b', 'a']);
    expect(await identities(store, { accounts: [{ name: OTHER.name, from: T0 + 2 * MINUTE }] })).toEqual(['z', 'y']);
    expect(await identities(store, { actions: ['Restart'] })).toEqual([]);
    expect(await identities(store, { actions: ['LogBackup'], statuses: ['RUNNING'] })).toEqual(['c']);
    expect(await identities(store, { without: [jobList('c1')] })).toEqual(['z', 'y', 'x']);
    expect(await store.count('jobs', { ...ALL, statuses: ['FAILED'] }, 5000)).toBe(2);
    expect(await store.count('jobs', { ...ALL, without: [jobList('c1')], from: T0 + 2 * MINUTE }, 5000)).toBe(2);
    expect(await store.count('jobs', { ...ALL, clusters: [{ account: OTHER.name, nativeId: 'g1' }] }, 5000)).toBe(2);
  });

  it('keeps what a later reading wrote', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    await store.writeJobs({ list: jobList('c1'), startedAt: 20, rows: [jobRow('a', T0, 'SUCCEEDED')] });
    await store.writeJobs({ list: jobList('c1'), startedAt: 10, rows: [jobRow('a', T0, 'RUNNING')] });
    const [found] = await store.findJobs(jobList('c1'), ['a']);
    expect(found?.value.status).toBe('SUCCEEDED');
  });

  it('keeps jobs that are no longer listed as history, until they expire', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const [a, b, c] = [jobRow('a', T0), jobRow('b', T0 + MINUTE), jobRow('c', T0 + 2 * MINUTE)];
    await store.writeJobs({ list: jobList('c1'), startedAt: 10, rows: [c, b, a], readDownTo: -Infinity });
    await store.writeJobs({ list: jobList('c1'), startedAt: 20, rows: [c], readDownTo: T0 });
    expect(await identities(store)).toEqual(['c', 'b', 'a']);
    expect(await store.expire(21, 0)).toBe(1);
    expect(await identities(store)).toEqual(['c', 'a']);
  });

  it('reports what readings change, once and in order, but not what the first reading finds', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const write = (startedAt: number, rows: readonly ReturnType<typeof jobRow>[]) =>
      store.writeJobs({ list: jobList('c1'), startedAt, rows, readDownTo: -Infinity });
    await write(10, [jobRow('a', T0, 'RUNNING')]);
    expect(await store.changesAfter(0, 10)).toEqual({ changes: [], end: 0 });
    await write(20, [jobRow('c', T0 + 2, 'PENDING'), jobRow('b', T0 + 1, 'RUNNING'), jobRow('a', T0, 'FAILED')]);
    await write(20, [jobRow('a', T0, 'FAILED')]);
    await write(15, [jobRow('a', T0, 'RUNNING')]);
    const { changes, end } = await store.changesAfter(0, 10);
    expect(
      changes.map(({ kind, previousStatus, job }) => [kind, previousStatus, job.identity, job.value.status]),
    ).toEqual([
      ['STATUS_CHANGED', 'RUNNING', 'a', 'FAILED'],
      ['CREATED', null, 'b', 'RUNNING'],
      ['CREATED', null, 'c', 'PENDING'],
    ]);
    const [first, second, third] = changes;
    expect(end).toBe(third?.sequence);
    expect(await store.changesAfter(first?.sequence ?? 0, 1)).toEqual({ changes: [second], end: second?.sequence });
    expect(await store.changesKept()).toEqual({ expired: 0, newest: end });
    await store.expire(0, 20);
    expect((await store.changesAfter(0, 10)).changes).toHaveLength(3);
    await store.expire(0, 21);
    expect(await store.changesAfter(0, 10)).toEqual({ changes: [], end: 0 });
    expect(await store.changesKept()).toEqual({ expired: end, newest: end });
  });

  it('expires changes in the order of their numbers, so that none before the newest deleted one is kept', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    for (const scope of ['c1', 'c2', 'c3']) {
      await store.writeJobs({ list: jobList(scope), startedAt: 1, rows: [], readDownTo: -Infinity });
    }
    // Readings that began earlier may be written later.
    await store.writeJobs({ list: jobList('c1'), startedAt: 10, rows: [jobRow('a', T0)] });
    await store.writeJobs({ list: jobList('c2'), startedAt: 30, rows: [jobRow('b', T0)] });
    await store.writeJobs({ list: jobList('c3'), startedAt: 20, rows: [jobRow('c', T0)] });
    const [first] = (await store.changesAfter(0, 10)).changes;
    await store.expire(0, 25);
    expect((await store.changesAfter(0, 10)).changes.map(({ job }) => job.identity)).toEqual(['b', 'c']);
    expect((await store.changesKept()).expired).toBe(first?.sequence);
  });

  it('reports a job of two lists once', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    for (const scope of ['app-1', 'app-2']) {
      await store.writeJobs({ list: jobList(scope), startedAt: 10, rows: [], readDownTo: -Infinity });
    }
    for (const [startedAt, status] of [
      [20, 'RUNNING'],
      [30, 'SUCCEEDED'],
    ] as const) {
      for (const scope of ['app-1', 'app-2']) {
        await store.writeJobs({ list: jobList(scope), startedAt, rows: [jobRow('a', T0, status)], readDownTo: T0 });
      }
    }
    expect((await store.changesAfter(0, 10)).changes.map(({ kind }) => kind)).toEqual(['CREATED', 'STATUS_CHANGED']);
    expect(await store.count('jobs', { accounts: [{ name: CSS.name }] }, 5000)).toBe(1);
  });

  it('keeps when each list was read, and what had not ended then', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const clusters = { account: CSS.name, kind: 'clusters', scope: '' } as const;
    await store.writeClusters({
      list: clusters,
      startedAt: 5,
      rows: [],
      readDownTo: -Infinity,
      jobScopes: ['c1', 'c2'],
    });
    expect((await store.freshness([CSS.name], 0)).get(CSS.name)).toMatchObject({ clustersReadAt: 5, oldestReading: 0 });
    await store.writeJobs({
      list: jobList('c1'),
      startedAt: 10,
      rows: [jobRow('a', T0, 'RUNNING')],
      readDownTo: -Infinity,
    });
    await store.writeJobs({ list: jobList('c2'), startedAt: 20, rows: [jobRow('b', T0)], readDownTo: -Infinity });
    await store.writeJobs({ list: jobList('c2'), startedAt: 30, rows: [jobRow('c', T0)] });
    expect(await store.freshness([CSS.name, 'unknown'], 15)).toEqual(
      new Map([[CSS.name, { clustersReadAt: 5, oldestReading: 20, hasOlderLists: true, completeSince: null }]]),
    );
    expect(await store.listsReadBefore(CSS.name, 'jobs', 30, 10)).toEqual([
      { ...jobList('c1'), readAt: 10, oldestOpenTime: T0, newestTime: T0, reachesBackTo: -Infinity },
      { ...jobList('c2'), readAt: 20, oldestOpenTime: null, newestTime: T0, reachesBackTo: -Infinity },
    ]);
    await store.writeClusters({
      list: clusters,
      startedAt: 40,
      rows: [],
      readDownTo: -Infinity,
      jobScopes: ['c2', 'c3'],
    });
    expect((await store.listsReadBefore(CSS.name, 'jobs', 99, 10)).map(({ scope }) => scope)).toEqual(['c3', 'c2']);
    await store.writeJobs({ list: jobList('c3'), startedAt: 50, rows: [jobRow('n', T0)], readDownTo: -Infinity });
    expect((await store.changesAfter(0, 10)).changes.map(({ job }) => job.identity)).toEqual(['c', 'n']);
  });

  it('begins anew for an account whose identity changed, and forgets an account by name', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const opener = await create();
    const store = await opener([CSS]);
    await store.writeJobs({ list: jobList('c1'), startedAt: 10, rows: [jobRow('a', T0)], readDownTo: -Infinity });
    await store.close();
    openStores.length = 0;
    const moved = await opener([{ ...CSS, identity: 'css r1 p2 key1' }]);
    expect(await identities(moved, { accounts: [{ name: CSS.name }] })).toEqual([]);
    expect((await moved.freshness([CSS.name], 0)).get(CSS.name)).toMatchObject({
      clustersReadAt: 0,
      oldestReading: null,
    });
    expect(await moved.forget(CSS.name)).toBeGreaterThan(0);
    await moved.close();
    openStores.length = 0;
    expect(await identities(await opener([CSS]), { accounts: [{ name: CSS.name }] })).toEqual([]);
  });
});
