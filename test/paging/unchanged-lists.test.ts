import { describe, expect, it } from 'vitest';
import { plan } from '../../src/paging/list/plan-calls.js';
import { toEntries } from '../../src/paging/merge/entry.js';
import { runs } from '../support/long.js';
import { LISTS } from './styles.js';
import { type Item, MovingList } from './moving-list.js';
import { Random } from './random.js';
import { onePage, walkAll } from './walking.js';

const NOW = Date.UTC(2026, 10, 21, 8);
const now = () => NOW;

function filled(name: string, size: number, ties: number): MovingList {
  const options = LISTS[name];
  if (!options) throw new Error(name);
  const random = new Random(size);
  const list = new MovingList(name, options);
  const step = (20 * 86_400_000) / Math.max(1, size);
  let time = Math.floor((NOW - 25 * 86_400_000) / 1000) * 1000;
  for (let index = 0; index < size; index++) {
    if (!random.chance(ties)) time += Math.max(1000, Math.floor(step / 1000) * 1000);
    list.insert(time, 0, random);
  }
  return list;
}

/** The expected rows, in the order of a walk. */
function truth(list: MovingList): string[] {
  const source = { feed: list.feed(), space: list.name };
  return [...Map.groupBy(list.rows, (row) => row.time).values()]
    .flatMap((group) => toEntries<Item>(source, group).sort((a, b) => (a.tiebreaker < b.tiebreaker ? -1 : 1)))
    .map((entry) => `${list.name}/${entry.identity}`);
}

describe.each(Object.keys(LISTS))('%s, while the list does not change', (name) => {
  it.each([0, 1, 2, 9, 10, 11, 20, 21, 49, 50, 51, 100, 137, 700])(
    'all of %i rows are returned, in both directions',
    async (size) => {
      const list = filled(name, size, 0.3);
      const smallest = size > 51 ? runs(20, 1) : 1;
      for (const pageSize of [1, 3, 7, 10, 20, 33, 50, 100].filter((each) => each >= smallest)) {
        const forward = await walkAll({ lists: [list], direction: 'forward', pageSize: () => pageSize, now });
        expect(forward.seen.map(({ key }) => key)).toEqual(truth(list));
        const backward = await walkAll({ lists: [list], direction: 'backward', pageSize: () => pageSize, now });
        expect(backward.seen.map(({ key }) => key)).toEqual(truth(list).reverse());
      }
    },
  );

  it.each([10, 20, 33, 50, 77, 100])(
    'a walk by pages of %i takes at most 1.15 times the fewest calls',
    async (pageSize) => {
      if (LISTS[name]?.limitCap !== undefined) return;
      const list = filled(name, 990, 0);
      list.calls = [];
      const walked = await walkAll({ lists: [list], direction: 'forward', pageSize: () => pageSize, now });
      const least = walked.pages
        .map((_, index) => [Math.max(0, index * pageSize - 1), Math.min(990, (index + 1) * pageSize + 1)] as const)
        .reduce((sum, [start, end]) => sum + plan(list.options.style, start, end).length, 0);
      expect(list.calls.length).toBeLessThanOrEqual(least * 1.15);
    },
  );

  it('totals and ends are exact', async () => {
    const list = filled(name, 45, 0.3);
    const setting = { lists: [list], direction: 'forward', pageSize: () => 20, now } as const;
    const first = await onePage(setting, 20, null);
    expect([first.hasPreviousPage, first.hasNextPage, await first.countTotal()]).toEqual([false, true, 45]);
    const second = await onePage(setting, 25, first.endCursor);
    expect([second.hasPreviousPage, second.hasNextPage, await second.countTotal()]).toEqual([true, false, 45]);
    const none = await onePage(setting, 0, null);
    expect([none.entries.length, none.hasNextPage, none.endCursor]).toEqual([0, true, null]);
    const last = await onePage({ ...setting, direction: 'backward' }, 45, null);
    expect([last.entries.length, last.hasPreviousPage, last.hasNextPage]).toEqual([45, false, false]);
  });
});
