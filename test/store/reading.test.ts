import { describe, expect, it } from 'vitest';
import { tiebreakerOf } from '../../src/paging/sort-key.js';
import { ENGINES, server, useEngines } from './engines.js';
import { ALL, identities, MINUTE, OTHER, T0, walk } from './pages.js';
import { CSS, jobList, jobRow } from './rows.js';

useEngines();

describe.each(Object.entries(ENGINES))('reading from the store in %s', (engine, create) => {
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
});
