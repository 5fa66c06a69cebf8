import { describe, expect, it } from 'vitest';
import { LearnedEndpoints, LearnedList } from '../../src/paging/list/learned-limits.js';
import { FeedList } from '../../src/paging/list/upstream-list.js';
import { createTicks } from '../../src/paging/session.js';
import { listOf, minutes, NOW, SECOND } from './lists.js';
import { Outage } from './moving-list.js';
import { readWhole, HOUR, firstRead, firstPage } from './learning.js';

describe('What is remembered of a list as long as the longest page, which the service may have capped', () => {
  const [ONCE, BOTH_AT_ONCE] = [
    { rounds: 1, calls: 1 },
    { rounds: 1, calls: 2 },
  ];

  async function doubted(size: number) {
    const list = listOf('CSS jobs', minutes(size));
    const learned = new LearnedEndpoints();
    expect(await readWhole(list, learned)).toEqual({ rounds: 2, calls: 2 });
    return { list, learned };
  }

  it('makes the second read of its end start with the first one', async () => {
    const { list, learned } = await doubted(30);
    expect(await readWhole(list, learned)).toEqual(BOTH_AT_ONCE);
    expect(await readWhole(list, learned)).toEqual(BOTH_AT_ONCE);
    expect(learned.of('account', list.options.style, NOW).limitCap).toBeUndefined();
  });

  it('detects in the first round that the limit is lowered', async () => {
    const { list, learned } = await doubted(30);
    list.rows = listOf('CSS jobs', minutes(45)).rows;
    list.alterRequest = (request) => ({ ...request, limit: Math.min(request.limit, 30) });
    expect(await readWhole(list, learned)).toEqual(BOTH_AT_ONCE);
    expect(learned.of('account', list.options.style, NOW).limitCap).toBe(30);
  });

  it('costs one call, once, if the list has become shorter', async () => {
    const { list, learned } = await doubted(30);
    list.remove(0);
    expect(await readWhole(list, learned)).toEqual(BOTH_AT_ONCE);
    expect(await readWhole(list, learned)).toEqual(ONCE);
  });

  it('costs nothing once a longer page was received', async () => {
    const { list, learned } = await doubted(30);
    await readWhole(listOf('CSS jobs', minutes(60), {}, 'longer'), learned);
    expect(await readWhole(list, learned)).toEqual(ONCE);
  });

  it('costs nothing after a full page', async () => {
    const list = listOf('CSS jobs', minutes(300));
    const learned = new LearnedEndpoints();
    expect(await firstPage([list], 20, learned)).toEqual({ rows: 20, calls: 1 });
    expect(await firstPage([list], 40, learned)).toEqual({ rows: 40, calls: 1 });
  });

  it('neither delays nor fails a page that has become longer', async () => {
    for (const respond of [() => Promise.reject(new Outage('behind')), () => new Promise<never>(() => undefined)]) {
      const { list, learned } = await doubted(30);
      for (let count = 0; count < 300; count++) list.insert(NOW + count * SECOND);
      const found = await firstRead(list, learned, ({ offset }) => (offset > 1 ? respond() : undefined), 100);
      expect(found).toBeGreaterThanOrEqual(100);
    }
  });

  it('costs nothing if the end is further away than one call', async () => {
    const list = listOf('CSS jobs', minutes(950));
    const learned = new LearnedEndpoints();
    const first = await firstPage([list], 1000, learned);
    expect(first.rows).toBe(950);
    expect(await firstPage([list], 1000, learned)).toEqual(first);
  });

  it('costs nothing if the next page would begin at the start of the list', async () => {
    const list = listOf('DWS tasks', minutes(15), { reportsTotal: false });
    const learned = new LearnedEndpoints();
    const [first, again] = [await readWhole(list, learned), await readWhole(list, learned)];
    expect(again).toEqual(first);
  });

  it('is not used for reads of newer rows', async () => {
    const list = listOf('CSS jobs', minutes(40));
    const past = new LearnedList();
    const learned = new LearnedEndpoints().of('account', list.options.style, NOW);
    const reader = new FeedList(list.feed(), learned, 5000, createTicks(), undefined, past);
    const run = await reader.open(10, 60);
    await reader.extend('backward', run, 5);
    expect([run.short, run.total, past.doubted]).toEqual([30, undefined, undefined]);
  });

  it('costs nothing if the end was never reached', async () => {
    const list = listOf('CSS jobs', minutes(24));
    const learned = new LearnedEndpoints();
    for (let count = 0; count < 3; count++) await firstPage([list], 20, learned);
    expect(list.calls).toHaveLength(3);
  });

  it('costs one call, once, if the end is no longer reached', async () => {
    const { list, learned } = await doubted(31);
    const other = listOf(
      'CSS jobs',
      minutes(60).map((time) => time + HOUR),
      {},
      'newer',
    );
    const calls = [];
    for (let count = 0; count < 3; count++) calls.push((await firstPage([list, other], 50, learned)).calls);
    expect(calls).toEqual([2, 1, 1]);
  });

  it('costs nothing if fewer rows are requested', async () => {
    const { list, learned } = await doubted(30);
    expect(await firstPage([list], 20, learned)).toEqual({ rows: 20, calls: 1 });
  });

  it('does not affect reads of a list that has become much longer', async () => {
    const { list, learned } = await doubted(30);
    for (let count = 0; count < 1500; count++) list.insert(NOW + count * SECOND);
    const unknown = await readWhole(list, new LearnedEndpoints());
    expect(await readWhole(list, learned)).toEqual({ ...unknown, calls: unknown.calls + 1 });
  });
});
