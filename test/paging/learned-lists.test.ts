import { describe, expect, it } from 'vitest';
import type { PageRequest } from '../../src/paging/feed.js';
import type { TimedRow } from '../../src/paging/list/timed-row.js';
import { LearnedEndpoints, LearnedList } from '../../src/paging/list/learned-limits.js';
import { FeedList } from '../../src/paging/list/upstream-list.js';
import { START } from '../../src/paging/sort-key.js';
import { readList } from '../../src/paging/read-list.js';
import { Reader } from '../../src/paging/merge/feed-reader.js';
import { createTicks, PagingSession } from '../../src/paging/session.js';
import { SimulatedLists } from './simulated-lists.js';
import { DAY, identitiesOf, listOf, minutes, NOW, Rounds, SECOND } from './lists.js';
import { type MovingList, Outage } from './moving-list.js';
import { onePage } from './walking.js';

/** Lists with the given number of minutes between rows. */
function spaced(style: string, minutesApart: Readonly<Record<string, number>>, count = 1200): SimulatedLists {
  const rowsOf = ([name, apart]: [string, number], list: number): [string, TimedRow<string>[]] => [
    name,
    Array.from({ length: count }, (_, row) => {
      const time = NOW - row * apart * 60_000 - list * 1000;
      return { time, identity: `${name}-${row}`, value: row % 2 === 0 ? 'even' : 'odd' };
    }),
  ];
  return new SimulatedLists(new Map(Object.entries(minutesApart).map(rowsOf)), style);
}

type PageOptions = Parameters<SimulatedLists['page']>[0];

/** One page: its rows, how often it waited, and the calls that it made of each list. */
async function readOnce(simulated: SimulatedLists, options: PageOptions, matches?: (value: string) => boolean) {
  const rounds = new Rounds();
  const made = simulated.calls.length;
  const sources = [...simulated.lists.keys()].map((key) => {
    const feed = simulated.feed(key);
    return { feed: { ...feed, fetch: rounds.of(feed) }, space: 'account', matches };
  });
  const page = await simulated.page({ ...options, sources: () => ({ sources, unlisted: [] }) });
  const calls = Map.groupBy(simulated.calls.slice(made), ({ key }) => key);
  const callsOf = (key: string) => calls.get(key)?.length ?? 0;
  return {
    page,
    seen: identitiesOf(page.entries),
    rounds: rounds.count,
    callsOf,
    calls: simulated.calls.length - made,
  };
}

/** A whole list, and how often it was waited for. */
async function readWhole(list: MovingList, learned: LearnedEndpoints) {
  const session = new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned, now: () => NOW });
  const rounds = new Rounds();
  const feed = list.feed();
  const made = list.calls.length;
  const { values } = await readList(session, 'account', { ...feed, fetch: rounds.of(feed) });
  expect(values).toHaveLength(list.rows.length);
  return { rounds: rounds.count, calls: list.calls.length - made };
}

const HOUR = 3600 * SECOND;

/** How many rows a walk finds in one step. `intercept` may replace the response to a call. */
async function firstRead(
  list: MovingList,
  learned: LearnedEndpoints,
  intercept: (request: PageRequest) => Promise<never> | undefined,
  want: number,
): Promise<number> {
  const feed = list.feed();
  const fetch = (request: PageRequest) => intercept(request) ?? feed.fetch(request);
  const session = new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned, now: () => NOW });
  const start = { direction: 'forward', sortKey: START, range: {} } as const;
  const reader = new Reader({ feed: { ...feed, fetch }, space: 'account' }, start, session);
  await reader.advance(want);
  return reader.found;
}

/** The first page of a walk over lists, and the calls that it made of the first of them. */
async function firstPage(lists: readonly [MovingList, ...MovingList[]], size: number, learned: LearnedEndpoints) {
  const made = lists[0].calls.length;
  const setting = { lists, direction: 'forward', pageSize: () => size, now: () => NOW } as const;
  const { entries } = await onePage(setting, size, null, learned);
  return { rows: entries.length, calls: lists[0].calls.length - made };
}

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

  it('takes the fewest calls if limits are lowered silently and there is no total', async () => {
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

  describe('for a list as long as the longest page, which the service may have capped', () => {
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

  it('is evicted if there are too many lists', () => {
    const learned = new LearnedEndpoints();
    learned.list('first').rows = 5;
    learned.list('second').rows = 6;
    for (let count = 0; count < 9999; count++) learned.list(`list-${count}`);
    expect([learned.list('second').rows, learned.list('first').rows]).toEqual([6, 0]);
  });
});
