import { describe, expect, it } from 'vitest';
import type { Direction } from '../../src/paging/sort-key.js';
import { LISTS, NEAR_WALL } from './styles.js';
import { beforeCall, identitiesOf } from './lists.js';
import { type Item, MovingList, type MovingListOptions } from './moving-list.js';
import { onePage } from './walking.js';

const NOW = Date.UTC(2026, 10, 21, 8);
const HOUR = 3_600_000;

function walled(size: number, options: Partial<MovingListOptions> = {}, oldest = NOW - 2600 * HOUR): MovingList {
  const css = LISTS['CSS jobs'];
  if (!css) throw new Error('CSS jobs');
  const list = new MovingList(`css-${size}`, { ...css, walled: true, ...options });
  for (let index = 0; index < size; index++) list.insert(oldest + index * HOUR);
  return list;
}

/** Each page as `rows`, `+` where another follows, and the codes of what failed. */
async function pagesOf(lists: readonly MovingList[], direction: Direction, size: number, most = 20) {
  const pages: string[] = [];
  let cursor: string | null = null;
  let seen = 0;
  for (let goesOn = true; goesOn && pages.length < most;) {
    const setting = { lists, direction, pageSize: () => size, now: () => NOW };
    const page = await onePage(setting, size, cursor);
    goesOn = direction === 'forward' ? page.hasNextPage : page.hasPreviousPage;
    cursor = direction === 'forward' ? page.endCursor : page.startCursor;
    const codes = page.failures.map(({ error }) => ('code' in error ? String(error.code) : error.message));
    pages.push([`${page.entries.length}${goesOn ? '+' : ''}`, ...codes].join(' '));
    seen += page.entries.length;
  }
  return { pages, seen };
}

describe('A service that lists no further than its documented reach', () => {
  it('returns its 1999 rows, then an error with the reason', async () => {
    const { pages, seen } = await pagesOf([walled(2500)], 'forward', 600);
    expect(pages).toEqual(['600+', '600+', '600+', '199+', '0 UPSTREAM_LIMIT']);
    expect(seen).toBe(1999);
  });

  it('has a next page if its last reachable row exists and there is no total', async () => {
    expect((await pagesOf([walled(1999)], 'forward', 1000)).pages).toEqual(['1000+', '999+', '0 UPSTREAM_LIMIT']);
  });

  it('ends at its total', async () => {
    expect((await pagesOf([walled(1999, { reportsTotal: true })], 'forward', 1000)).pages).toEqual(['1000+', '999']);
    const beyond = await pagesOf([walled(2000, { reportsTotal: true })], 'forward', 1000);
    expect(beyond.pages).toEqual(['1000+', '999+', '0 UPSTREAM_LIMIT']);
  });

  it('ends before the reach like any other list', async () => {
    expect((await pagesOf([walled(1998)], 'forward', 1000)).pages).toEqual(['1000+', '998']);
  });

  it('is found to end before the reach, with its longest page, by one read from the row above', async () => {
    const list = walled(1500);
    expect((await pagesOf([list], 'forward', 1000)).pages).toEqual(['1000+', '500']);
    expect(list.calls.slice(-2).map(({ offset }) => offset)).toEqual([1000, 999]);
  });

  it.each([
    ['a row went', [[0, 1]], [1000, 999, 1000]],
    ['two rows went', [[0, 2]], [1000, 999]],
    [
      'a row went, two came and a row went',
      [
        [0, 1],
        [2, 0],
        [0, 1],
      ],
      [1000, 999, 1000, 999, 1000],
    ],
  ] as const)('ends before the reach if %s while its end was read', async (_, moves, offsets) => {
    const list = walled(1500);
    let looks = 0;
    list.beforeCall = () => {
      const { offset = 0, limit } = list.calls.at(-1) ?? {};
      if (limit !== 1000 || (offset !== 999 && looks === 0)) return;
      const [coming, going] = moves[looks++] ?? [0, 0];
      for (let count = 0; count < coming; count++) list.insert(NOW);
      list.rows.splice(0, going);
    };
    expect((await pagesOf([list], 'forward', 1000)).pages).toEqual(['1000+', '500']);
    expect(list.calls.slice(-offsets.length).map(({ offset }) => offset)).toEqual(offsets);
  });

  it('is not assumed to end if every page is longer than the one before', async () => {
    const list = walled(2500);
    list.alterPage = ({ rows }, { offset }) => ({
      rows: offset < 999 ? rows : rows.slice(0, 400 + 10 * list.calls.length),
    });
    const { pages } = await pagesOf([list], 'forward', 1000);
    expect(pages.at(-1)).toBe('0 UPSTREAM_LIMIT');
  });

  it('is not read beyond the reach for a few rows more than a page needs', async () => {
    const list = walled(2500);
    const setting = { lists: [list], direction: 'forward', pageSize: () => 20, now: () => NOW } as const;
    const first = await onePage(setting, 1000, null);
    const second = await onePage(setting, 975, first.endCursor);
    list.calls = [];
    const third = await onePage(setting, 20, second.endCursor);
    expect([third.entries.length, third.hasNextPage]).toEqual([20, true]);
    expect(list.calls.map(({ offset }) => offset)).toEqual([1000]);
  });

  it('fails at once backwards from the far end', async () => {
    expect((await pagesOf([walled(2500)], 'backward', 20)).pages).toEqual(['0 UPSTREAM_LIMIT']);
  });

  it('can be walked backwards from a cursor before the reach', async () => {
    const list = walled(2500);
    const forward = { lists: [list], direction: 'forward', pageSize: () => 1000, now: () => NOW } as const;
    const first = await onePage(forward, 1000, null);
    const second = await onePage(forward, 990, first.endCursor);
    const before = await onePage({ ...forward, direction: 'backward' }, 989, second.endCursor);
    expect(before.failures).toEqual([]);
    expect(before.entries.map(({ identity }) => identity)).toEqual(
      second.entries.slice(0, -1).map(({ identity }) => identity),
    );
  });

  it('is read on if larger offsets work after all', async () => {
    const { pages, seen } = await pagesOf([walled(2500, { walled: false })], 'forward', 1000);
    expect(pages).toEqual(['1000+', '1000+', '500']);
    expect(seen).toBe(2500);
  });

  it('returns what its capped limit allows, then an error', async () => {
    const { pages, seen } = await pagesOf([walled(2500, { limitCap: 100 })], 'forward', 600);
    expect(pages).toEqual(['600+', '499+', '0 UPSTREAM_LIMIT']);
    expect(seen).toBe(1099);
  });

  it('reaches its end too if nothing matches', async () => {
    const list = walled(2500);
    const setting = { lists: [list], direction: 'forward', pageSize: () => 20, matches: () => false } as const;
    let cursor: string | null = null;
    for (let pages = 0; pages < 5; pages++) {
      const page = await onePage({ ...setting, now: () => NOW }, 20, cursor);
      if (page.failures.length > 0) return;
      cursor = page.endCursor;
    }
    throw new Error('the search never met the wall');
  });

  it('is reported in a merged list, while the others continue', async () => {
    const lists = [walled(2500), walled(700, { walled: false }, NOW - 3000 * HOUR)];
    const { pages, seen } = await pagesOf(lists, 'forward', 1000);
    expect(seen).toBe(1999 + 700);
    expect(pages.slice(0, 2)).toEqual(['1000+', '1000+ UPSTREAM_LIMIT']);
    expect(pages.at(-1)).toBe('699 UPSTREAM_LIMIT');
  });
});

describe('A list that grows until the rows read are beyond its reach', () => {
  /** Within the reach are the newest 39 rows, and as many more as the largest limit. */
  function near(limitCap: number): MovingList {
    const list = new MovingList('css', { ...NEAR_WALL, limitCap });
    for (let index = 0; index < 60; index++) list.insert(NOW - 100 * HOUR + index * HOUR, index % 3);
    return list;
  }

  function grow(list: MovingList, count: number): void {
    for (let made = 0; made < count; made++) list.insert(NOW + list.rows.length * HOUR);
  }

  it('is searched again for a position that can still be read', async () => {
    const list = near(10);
    const setting = { lists: [list], direction: 'forward', pageSize: () => 10, now: () => NOW } as const;
    const { endCursor, entries } = await onePage(setting, 10, null);
    list.rows.splice(0, 3);
    const made = list.calls.length;
    beforeCall(list, made + 2, () => {
      grow(list, 40);
    });
    const page = await onePage(setting, 10, endCursor);
    const sortKey = list.rows.findIndex(({ identity }) => identity === entries.at(-1)?.identity);
    expect(page.failures).toEqual([]);
    expect(identitiesOf(page.entries)).toEqual(identitiesOf(list.rows.slice(sortKey + 1, 49)));
    expect([sortKey, page.hasNextPage]).toEqual([46, true]);
  });

  it('ends a page on the way back, and the next one has the reason', async () => {
    const list = near(40);
    const setting = { lists: [list], direction: 'backward', pageSize: () => 20, now: () => NOW } as const;
    const { endCursor } = await onePage({ ...setting, direction: 'forward' }, 50, null);
    const made = list.calls.length;
    beforeCall(list, made + 2, () => {
      grow(list, 70);
    });
    const isDemanded = ({ kind }: Item) => kind === 0;
    const page = await onePage({ ...setting, matches: isDemanded }, 20, endCursor);
    const known = list.rows.slice(70 + 15, 70 + 49).filter(({ value }) => isDemanded(value));
    expect(page.failures).toEqual([]);
    expect(identitiesOf(page.entries)).toEqual(identitiesOf(known));
    expect(page.hasPreviousPage).toBe(true);
    const next = await onePage({ ...setting, matches: isDemanded }, 20, page.startCursor);
    expect([next.entries.length, next.failures]).toMatchObject([0, [{ error: { code: 'UPSTREAM_LIMIT' } }]]);
  });
});
