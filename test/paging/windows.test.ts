import { describe, expect, it } from 'vitest';
import { MovingList } from './moving-list.js';
import { OUT_OF_CALLS, onePage, walkAll } from './walking.js';
import { NOW, SECOND, DAY, project, setting, withClock } from './window-lists.js';

const PIN = NOW - 250 + SECOND;

const YEAR_0 = Date.parse('0000-01-01T00:00:00Z');

function windowsOf(list: MovingList): (readonly [number, number])[] {
  return list.calls.flatMap(({ window }) => (window ? [[window.from, window.to] as const] : []));
}

/** The operation may make no further call after this number of calls to the list. */
function allowCalls(list: MovingList, count: number): void {
  list.beforeCall = () => {
    if (list.calls.length > count) throw OUT_OF_CALLS;
  };
}

describe('A list that is read by time windows', () => {
  it('is read over the 30 days up to the next full second, and returns that range', async () => {
    const list = project([NOW - 31 * DAY, NOW - 29 * DAY, PIN - SECOND]);
    const page = await onePage(setting(list), 20, null);
    expect(windowsOf(list)).toEqual([[PIN - 30 * DAY, PIN]]);
    expect([page.entries.length, page.since, page.hasNextPage]).toEqual([2, PIN - 30 * DAY, false]);
  });

  it('has one end of its newest window for a whole walk', async () => {
    const list = project(Array.from({ length: 60 }, (_, index) => NOW - 250 - index * SECOND));
    let clock = NOW;
    const walked = await walkAll({ ...setting(list), now: () => (clock += 10 * SECOND) });
    expect(walked.seen).toHaveLength(60);
    expect(new Set(windowsOf(list).map(([, to]) => to)).size).toBe(1);
  });

  it("keeps that end even if the provider's clock turns out to be ahead in the midst of a walk", async () => {
    const list = project(Array.from({ length: 60 }, (_, index) => NOW - 250 - index * SECOND));
    withClock(list, () => NOW + (list.calls.length - 1) * 3600 * SECOND);
    const walked = await walkAll(setting(list));
    expect(walked.seen).toHaveLength(60);
    expect(new Set(windowsOf(list).map(([, to]) => to)).size).toBe(1);
  });

  it('is read back to createdAfter in adjacent windows of 30 days', async () => {
    const from = NOW - 250 - 100 * DAY;
    const list = project([from, from - SECOND]);
    const page = await onePage(setting(list, { from }), 20, null);
    const edges = [PIN, PIN - 30 * DAY, PIN - 60 * DAY, PIN - 90 * DAY, from];
    expect(windowsOf(list)).toEqual(edges.slice(1).map((edge, index) => [edge, edges[index]]));
    expect([page.entries.length, page.since]).toEqual([1, null]);
  });

  it.each(['forward', 'backward'] as const)(
    'is read a few windows at a time if all of history is requested: %s',
    async (direction) => {
      const list = project([]);
      allowCalls(list, 100);
      const page = await onePage(setting(list, { from: YEAR_0 }, direction), 20, null);
      expect([page.entries.length, list.calls.length, page.failures]).toEqual([0, 101, []]);
      expect([page.hasNextPage, page.hasPreviousPage]).toEqual(direction === 'forward' ? [true, false] : [false, true]);
      const made = list.calls.length;
      allowCalls(list, made + 1);
      const next = direction === 'forward' ? page.endCursor : page.startCursor;
      await onePage(setting(list, { from: YEAR_0 }, direction), 20, next);
      const [edge, onward] = direction === 'forward' ? (['from', 'to'] as const) : (['to', 'from'] as const);
      // The last call before was one too many.
      expect(list.calls[made]?.window?.[onward]).toBe(list.calls[made - 2]?.window?.[edge]);
    },
  );

  it('allocates nothing for windows that no walk has reached', async () => {
    const list = project([]);
    allowCalls(list, 200);
    const options = setting(list, { from: YEAR_0 });
    const heldBefore = process.memoryUsage().heapUsed;
    const pages = await Promise.all(Array.from({ length: 200 }, () => onePage(options, 20, null)));
    const held = process.memoryUsage().heapUsed - heldBefore;
    expect(pages.every(({ hasNextPage }) => hasNextPage)).toBe(true);
    expect(held).toBeLessThan(50e6);
  });

  it('is requested by whole seconds, and rows outside the exact range are dropped', async () => {
    const [from, before] = [PIN - 2 * DAY + 400, PIN - DAY + 400];
    const at = (offset: number) => PIN - 2 * DAY + offset;
    const list = project([at(0), at(SECOND), PIN - DAY, PIN - DAY + SECOND]);
    const page = await onePage(setting(list, { from, before }), 20, null);
    expect(windowsOf(list)).toEqual([[PIN - 2 * DAY, PIN - DAY + SECOND]]);
    expect(page.entries.map(({ time }) => time)).toEqual([PIN - DAY, at(SECOND)]);
  });

  it.each([
    ['belongs to the newer window', false],
    ['is in both windows', true],
  ])("returns a job exactly on a window's edge once, if it %s at the provider", async (_, endInclusive) => {
    const edge = PIN - 30 * DAY;
    const times = [edge + SECOND, edge, edge, edge, edge - SECOND];
    for (const direction of ['forward', 'backward'] as const) {
      for (const size of [1, 2, 20]) {
        const list = project(times, { endInclusive });
        const options = setting(list, { from: edge - 5 * DAY }, direction);
        const walked = await walkAll({ ...options, pageSize: () => size });
        expect(walked.seen.map(({ time }) => time).toSorted((a, b) => b - a)).toEqual(times);
      }
    }
  });

  it.each([
    ['in the newer window', false],
    ['in both', true],
  ])('returns many jobs exactly on an edge once, wherever a page ends: %s', async (_, endInclusive) => {
    const edge = PIN - 30 * DAY;
    const newer = Array.from({ length: 120 }, (_, index) => edge + SECOND + index * SECOND);
    const older = Array.from({ length: 30 }, (_, index) => edge - SECOND - index * SECOND);
    const times = [...newer.toReversed(), ...Array.from({ length: 7 }, () => edge), ...older];
    for (const direction of ['forward', 'backward'] as const) {
      for (const size of [2, 3, 11, 32, 35]) {
        const list = project(times, { endInclusive });
        const options = setting(list, { from: edge - 5 * DAY }, direction);
        const { seen } = await walkAll({ ...options, pageSize: () => size });
        expect(seen.map(({ time }) => time).toSorted((a, b) => b - a)).toEqual(times);
      }
    }
  });

  it('returns nothing of a second that has not begun, whichever edges the service includes', async () => {
    for (const endInclusive of [false, true]) {
      const list = project([PIN, PIN - SECOND], { endInclusive });
      const page = await onePage(setting(list), 20, null);
      expect(page.entries.map(({ time }) => time)).toEqual([PIN - SECOND]);
    }
  });

  it('continues in the next window without searching for its position there', async () => {
    const edge = PIN - 30 * DAY;
    const newer = Array.from({ length: 30 }, (_, index) => edge + index * SECOND);
    const older = Array.from({ length: 45 }, (_, index) => edge - SECOND - index * SECOND);
    const list = project([...newer, ...older]);
    const walked = await walkAll({ ...setting(list, { from: edge - 5 * DAY }), pageSize: () => 15 });
    expect(walked.seen).toHaveLength(75);
    expect(list.calls.length).toBeLessThanOrEqual(8);
  });

  it('has no next page backwards, too, after the page it began with', async () => {
    const list = project([PIN - SECOND, PIN - 2 * SECOND, PIN - 3 * SECOND]);
    const first = await onePage(setting(list), 2, null);
    const back = await onePage(setting(list, {}, 'backward'), 2, first.endCursor);
    expect([back.entries.length, back.hasPreviousPage]).toEqual([1, false]);
    const again = await onePage(setting(list), 2, null);
    expect(again.hasPreviousPage).toBe(false);
  });
});
