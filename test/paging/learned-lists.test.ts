import { describe, expect, it } from 'vitest';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { SimulatedLists } from './simulated-lists.js';
import { DAY, listOf, minutes, NOW } from './lists.js';
import { Outage } from './moving-list.js';
import { onePage } from './walking.js';
import { readWhole, HOUR, firstRead, firstPage } from './learning.js';
import { spaced, readOnce } from './learned-pages.js';

describe('What is remembered of a list', () => {
  it("lets a merged page read each list's share in one round", async () => {
    const simulated = spaced('QingCloud jobs', { fast: 2, slow: 3, rare: 600 });
    const first = await readOnce(simulated, { arguments: { first: 1000 } });
    const again = await readOnce(simulated, { arguments: { first: 1000 } });
    expect(first.seen).toEqual(simulated.identities.slice(0, 1000));
    expect(again.seen).toEqual(first.seen);
    expect([first.rounds, again.rounds]).toEqual([2, 1]);
    expect(again.calls).toBeLessThanOrEqual(first.calls);
    expect(again.callsOf('rare')).toBe(1);
  });

  it('applies to pages of other sizes', async () => {
    const simulated = spaced('QingCloud jobs', { fast: 2, slow: 3 });
    await readOnce(simulated, { arguments: { first: 1000 } });
    const shorter = await readOnce(simulated, { arguments: { first: 400 } });
    expect(shorter.seen).toEqual(simulated.identities.slice(0, 400));
    // 240 rows of the one and 160 of the other.
    expect(shorter.calls).toBeLessThanOrEqual(3 + 2);
    const longer = await readOnce(simulated, { arguments: { first: 1000 } });
    expect([shorter.rounds, longer.rounds]).toEqual([1, 1]);
  });

  it('is only an estimate: a list that has become less busy costs additional calls once', async () => {
    const simulated = spaced('QingCloud jobs', { fast: 1, slow: 20 });
    await readOnce(simulated, { arguments: { first: 1000 } });
    const turned = new Map([
      ['fast', simulated.lists.get('fast')?.slice(0, 40) ?? []],
      ['slow', simulated.lists.get('slow') ?? []],
    ]);
    const later = Object.assign(new SimulatedLists(turned, 'QingCloud jobs'), { learned: simulated.learned });
    const first = await readOnce(later, { arguments: { first: 1000 } });
    const second = await readOnce(later, { arguments: { first: 1000 } });
    const third = await readOnce(later, { arguments: { first: 1000 } });
    expect(first.seen).toEqual(later.identities.slice(0, 1000));
    expect([second.seen, third.seen]).toEqual([first.seen, first.seen]);
    expect(first.callsOf('fast')).toBeGreaterThan(1);
    expect(second.callsOf('fast')).toBe(1);
    expect(third.rounds).toBe(1);
  });

  it('is not updated by pages with a filter, a cursor or a time range', async () => {
    const simulated = spaced('QingCloud jobs', { fast: 1, slow: 20 });
    const { endCursor } = (await readOnce(simulated, { arguments: { first: 10 } })).page;
    await readOnce(simulated, { arguments: { first: 1000 } }, (value) => value === 'even');
    await readOnce(simulated, { arguments: { first: 1000, after: endCursor } });
    await readOnce(simulated, { arguments: { first: 1000 }, range: { before: NOW } });
    await readOnce(simulated, { arguments: { first: 1000 }, range: { from: NOW - 7 * DAY } });
    await readOnce(simulated, { arguments: { last: 1000 } });
    expect(['fast', 'slow'].map((key) => simulated.learned.list(key).share)).toEqual([undefined, undefined]);
  });

  it('is not updated by pages of one list, or of fewer lists', async () => {
    const minutesApart = { a: 2, b: 3, c: 5, d: 7 };
    const [simulated, unknown] = [spaced('QingCloud jobs', minutesApart), spaced('QingCloud jobs', minutesApart)];
    const sourceOf = (key: string) => ({ feed: simulated.feed(key), space: 'account' });
    for (const keys of [['a'], ['b'], ['c', 'd']]) {
      await simulated.page({
        arguments: { first: 200 },
        sources: () => ({ sources: keys.map(sourceOf), unlisted: [] }),
      });
    }
    const { calls } = await readOnce(simulated, { arguments: { first: 1000 } });
    expect(calls).toBe((await readOnce(unknown, { arguments: { first: 1000 } })).calls);
  });

  it('is not updated by a page that lacks a list', async () => {
    const simulated = spaced('QingCloud jobs', { fast: 2, slow: 3 });
    simulated.down.add('fast');
    await readOnce(simulated, { arguments: { first: 1000 } });
    expect(simulated.learned.list('slow').share).toBeUndefined();
  });

  it('includes its length: the whole list is read in one round', async () => {
    const list = listOf('QingCloud jobs', minutes(350));
    const learned = new LearnedEndpoints();
    const [first, again] = [await readWhole(list, learned), await readWhole(list, learned)];
    expect([first, again]).toEqual([
      { rounds: 2, calls: 4 },
      { rounds: 1, calls: 4 },
    ]);
  });

  it('may be longer or shorter than the list is now', async () => {
    const list = listOf('QingCloud jobs', minutes(350));
    const learned = new LearnedEndpoints();
    await readWhole(list, learned);
    list.rows = list.rows.slice(-120);
    expect((await readWhole(list, learned)).rounds).toBe(1);
    expect(await readWhole(list, learned)).toEqual({ rounds: 1, calls: 2 });
    for (let count = 0; count < 300; count++) list.insert(NOW);
    expect((await readWhole(list, learned)).rounds).toBe(2);
    expect((await readWhole(list, learned)).rounds).toBe(1);
  });

  it('is corrected by the total that the list reports', async () => {
    const list = listOf('QingCloud jobs', minutes(950));
    const learned = new LearnedEndpoints();
    await readWhole(list, learned);
    list.rows = list.rows.slice(0, 60);
    await firstPage([list], 20, learned);
    expect(await readWhole(list, learned)).toEqual({ rounds: 1, calls: 1 });
  });

  it.each([
    ['is rejected', true, () => Promise.reject(new Outage('beyond the end'))],
    ['is rejected, without a total', false, () => Promise.reject(new Outage('beyond the end'))],
    ['gets no response', true, () => new Promise<never>(() => undefined)],
  ])('causes no failure and no delay if a call for rows that no longer exist %s', async (_, reportsTotal, respond) => {
    const list = listOf('QingCloud jobs', minutes(900), { reportsTotal });
    const learned = new LearnedEndpoints();
    await readWhole(list, learned);
    list.rows = list.rows.slice(0, 150);
    const found = await firstRead(list, learned, ({ offset }) => (offset >= 150 ? respond() : undefined), 400);
    expect(found).toBe(150);
    expect(learned.list(list.name).rows).toBe(150);
  });

  it('takes the fewest calls if limits are lowered without an error and there is no total', async () => {
    const list = listOf('QingCloud jobs', minutes(430), { reportsTotal: false, limitCap: 50 });
    const learned = new LearnedEndpoints();
    await firstPage([list], 1000, learned);
    // 48 new rows each, and two that are read again.
    expect(await firstPage([list], 1000, learned)).toEqual({ rows: 430, calls: 9 });
  });

  it.each([10, 20, 50])('does not lower the limits of other lists if %i rows may be the whole list', async (rows) => {
    const learned = new LearnedEndpoints();
    const never = () => undefined;
    // Others of the last one's time may follow it.
    expect(await firstRead(listOf('CSS jobs', minutes(rows)), learned, never, rows + 5)).toBe(rows - 1);
    const other = listOf('CSS jobs', minutes(90));
    expect(await readWhole(other, learned)).toEqual({ rounds: 2, calls: 2 });
  });

  it('lowers their limits if rows followed: the service lowers its limits', async () => {
    const learned = new LearnedEndpoints();
    await firstPage([listOf('QingCloud jobs', minutes(120), { reportsTotal: false, limitCap: 50 })], 120, learned);
    const other = listOf('QingCloud jobs', minutes(140), { reportsTotal: false, limitCap: 50 });
    await firstPage([other], 140, learned);
    expect(Math.max(...other.calls.map(({ limit }) => limit))).toBe(50);
  });

  it('is a lowered limit if rows followed, and stays one when the list is read again', async () => {
    const list = listOf('QingCloud jobs', minutes(98), { reportsTotal: false, limitCap: 50 });
    const learned = new LearnedEndpoints();
    for (let count = 0; count < 2; count++) {
      expect((await firstPage([list], 140, learned)).rows).toBe(98);
      expect(learned.of(list.name, list.options.style, NOW).limitCap).toBe(50);
    }
  });

  it('is not updated by a part of a time window', async () => {
    const list = listOf('GeminiDB jobs', minutes(300));
    const learned = new LearnedEndpoints();
    const first = await readWhole(list, learned);
    const setting = { lists: [list], direction: 'forward', pageSize: () => 20, now: () => NOW } as const;
    const page = await onePage({ ...setting, range: { from: NOW - HOUR } }, 100, null, learned);
    expect(page.entries).toHaveLength(61);
    const again = await readWhole(list, learned);
    expect([first.rounds, again]).toEqual([2, { rounds: 1, calls: first.calls }]);
  });

  it('is kept after a shorter page', async () => {
    const list = listOf('QingCloud jobs', minutes(350));
    const learned = new LearnedEndpoints();
    await readWhole(list, learned);
    await firstPage([list], 20, learned);
    expect(await readWhole(list, learned)).toEqual({ rounds: 1, calls: 4 });
  });

  it('is evicted if there are too many lists', () => {
    const learned = new LearnedEndpoints();
    learned.list('first').rows = 5;
    learned.list('second').rows = 6;
    for (let count = 0; count < 9999; count++) learned.list(`list-${count}`);
    expect([learned.list('second').rows, learned.list('first').rows]).toEqual([6, 0]);
  });
});
