import { describe, expect, it } from 'vitest';
import { CSS, jobList, jobRow } from './rows.js';
import { ENGINES, server, useEngines } from './engines.js';
import { identities, MINUTE, T0 } from './pages.js';

useEngines();

const READ_TO_END = { newestTime: T0, reachesBackTo: -Infinity };

describe.each(Object.entries(ENGINES))('the store in %s', (engine, create) => {
  const isMissing = () => engine === 'PostgreSQL' && !server;

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

  it('deletes a job that has not started when it is no longer listed, because it is another job when it starts', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const unstarted = (identity: string) => jobRow(identity, Infinity, 'PENDING');
    const pending = [unstarted('p'), unstarted('q')];
    await store.writeJobs({ list: jobList('c1'), startedAt: 10, rows: pending, readDownTo: -Infinity });
    await store.writeJobs({ list: jobList('c2'), startedAt: 10, rows: [unstarted('r')], readDownTo: -Infinity });
    const rows = [unstarted('q'), jobRow('p, started', T0, 'RUNNING')];
    await store.writeJobs({ list: jobList('c1'), startedAt: 20, rows, readDownTo: T0 });
    const kept = await identities(store);
    expect(kept.toSorted()).toEqual(['p, started', 'q', 'r']);
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

  it('does not take rows of a later page for part of a reading', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    // The page has the newest of three rows that the reading, which began before, did not find.
    await store.writeJobs({ list: jobList('c1'), startedAt: 20, rows: [jobRow('d', T0 + 3)] });
    await store.writeJobs({ list: jobList('c1'), startedAt: 10, rows: [jobRow('a', T0)], readDownTo: -Infinity });
    expect(await store.list(jobList('c1'))).toMatchObject({ newestTime: T0 });
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
      { ...jobList('c1'), ...READ_TO_END, readAt: 10, endReadAt: 10, oldestOpenTime: T0 },
      { ...jobList('c2'), ...READ_TO_END, readAt: 20, endReadAt: 20, oldestOpenTime: null },
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
});
