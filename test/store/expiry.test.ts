import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.js';
import { ENGINES, server, useEngines } from './engines.js';
import { identities, MINUTE, OTHER, T0 } from './pages.js';
import { CSS, jobList, jobRow } from './rows.js';

useEngines();

const DAY = 24 * 60 * MINUTE;
const CLUSTERS = { account: CSS.name, kind: 'clusters', scope: '' } as const;

/** Deletes what is due, and returns how many rows that were. */
async function expireAll(store: Store, goneBefore: number): Promise<number> {
  let deleted = 0;
  for (let count = 1; count > 0; deleted += count) count = await store.expire(goneBefore, 0);
  return deleted;
}

describe.each(Object.entries(ENGINES))('expiry in %s', (engine, create) => {
  const isMissing = () => engine === 'PostgreSQL' && !server;

  it('deletes the jobs of a list that is gone, and keeps those of a list that comes back', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const writeClusters = (startedAt: number, jobScopes: readonly string[]) =>
      store.writeClusters({ list: CLUSTERS, startedAt, rows: [], readDownTo: -Infinity, jobScopes });
    await writeClusters(5, ['c1', 'c2', 'c3']);
    for (const scope of ['c1', 'c2', 'c3']) {
      await store.writeJobs({ list: jobList(scope), startedAt: 10, rows: [jobRow(scope, T0)], readDownTo: -Infinity });
    }
    await writeClusters(20, ['c1']);
    await writeClusters(30, ['c1', 'c3']);
    expect(await expireAll(store, 20)).toBe(0);
    expect(await expireAll(store, 21)).toBe(1);
    expect((await identities(store)).toSorted()).toEqual(['c1', 'c3']);
  });

  it('deletes rows that a reading to the end did not find, and those below the last row that can be read', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const [a, b, c, d] = [0, 1, 2, 3].map((minute) => jobRow(`j${minute}`, T0 + minute * MINUTE));
    if (!a || !b || !c || !d) throw new Error('There are four rows.');
    await store.writeJobs({ list: jobList('c1'), startedAt: 10, rows: [d, c, b, a], readDownTo: -Infinity });
    // The newest row is known and has ended, so that this reading ends there.
    await store.writeJobs({ list: jobList('c1'), startedAt: 20, rows: [d], readDownTo: d.time });
    expect(await store.list(jobList('c1'))).toMatchObject({ readAt: 20, endReadAt: 10 });
    expect(await expireAll(store, 1000)).toBe(0);
    await store.writeJobs({ list: jobList('c1'), startedAt: 30, rows: [d, b], readDownTo: b.time, isToEnd: true });
    expect(await store.list(jobList('c1'))).toMatchObject({ readAt: 30, endReadAt: 30 });
    expect(await identities(store)).toHaveLength(4);
    expect(await expireAll(store, 30)).toBe(0);
    expect(await expireAll(store, 31)).toBe(2);
    expect(await identities(store)).toEqual(['j3', 'j1']);
  });

  it('reports a list complete only as far back as rows below its end are kept', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const store = await (await create())([CSS]);
    const reading = { startedAt: 10, rows: [], readDownTo: T0 };
    await store.writeJobs({ ...reading, list: jobList('c1'), reachesBackTo: T0, isToEnd: true });
    await store.writeJobs({ ...reading, list: jobList('c2'), readDownTo: -Infinity });
    const reachOf = async (scope: string) => (await store.list(jobList(scope)))?.reachesBackTo;
    await expireAll(store, T0 - DAY);
    expect(await reachOf('c1')).toBe(T0);
    await expireAll(store, T0 + 10 * DAY);
    expect(await reachOf('c1')).toBe(T0 + 11 * DAY);
    expect(await reachOf('c2')).toBe(-Infinity);
    // A list is not written at every step.
    await expireAll(store, T0 + 10 * DAY + MINUTE);
    expect(await reachOf('c1')).toBe(T0 + 11 * DAY);
  });

  it('deletes accounts that are no longer used, such as one with a former key, and none in use', async (context) => {
    context.skip(isMissing(), 'PostgreSQL is not installed');
    const open = await create();
    const store = await open([CSS, OTHER]);
    const startedAt = Date.now();
    const write = (account: string, identity: string) =>
      store.writeJobs({ list: jobList('c1', account), startedAt, rows: [jobRow(identity, T0)], readDownTo: -Infinity });
    await write(CSS.name, 'former');
    await write(OTHER.name, 'other');
    const renewed = { ...CSS, identity: 'css r1 p1 key2' };
    await store.useAccounts([renewed, OTHER]);
    await write(CSS.name, 'current');
    expect(await expireAll(store, startedAt - MINUTE)).toBe(0);
    expect(await expireAll(store, Date.now() + MINUTE)).toBe(4);
    expect((await identities(store)).toSorted()).toEqual(['current', 'other']);
    // What is left of the account: a job, its cluster, its list and the account itself.
    expect(await store.forget(CSS.name)).toBe(4);
  });
});
