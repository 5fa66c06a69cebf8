import { describe, expect, it } from 'vitest';
import { readList } from '../../src/paging/read-list.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { PagingSession } from '../../src/paging/session.js';
import { identitiesOf, listOf, minutes, NOW } from './lists.js';
import type { MovingList } from './moving-list.js';
import { onePage, walkAll } from './walking.js';

const SIZE = 137;
const KINDS = ['CSS jobs', 'CSS clusters', 'DWS tasks', 'DWS clusters', 'GeminiDB jobs', 'QingCloud jobs'];
const now = () => NOW;

/** A list in which the rows at these positions have no time. */
function without(kind: string, places: readonly number[], size = SIZE): MovingList {
  const list = listOf(kind, minutes(size));
  for (const place of places) list.untimed.add(list.rows[place]?.identity ?? '');
  return list;
}

async function walked(list: MovingList, direction: 'forward' | 'backward', pageSize: number): Promise<string[]> {
  const { seen } = await walkAll({ lists: [list], direction, pageSize: () => pageSize, now, stopsAtFailure: true });
  const keys = seen.map(({ key }) => key.slice(list.name.length + 1));
  return direction === 'forward' ? keys : keys.reverse();
}

describe.each(KINDS)('%s: rows without a time', (kind) => {
  it.each([
    ['in the midst of a page', [7, 55]],
    ['at the borders of pages', [19, 20, 21, 49, 50, 51, 99, 100, 101]],
    ['at the end of the list', [SIZE - 1]],
    ['at its head', [0]],
  ])('come after the row above them, in both directions: %s', async (_, places) => {
    for (const pageSize of [1, 7, 20, 50]) {
      const list = without(kind, places);
      const all = identitiesOf(list.rows);
      const isInOrder = (keys: readonly string[]) => keys.filter((key) => !list.untimed.has(key));
      for (const direction of ['forward', 'backward'] as const) {
        const keys = await walked(list, direction, pageSize);
        expect(keys.toSorted(), `${direction} ${pageSize}`).toEqual(all.toSorted());
        expect(isInOrder(keys), `${direction} ${pageSize}`).toEqual(isInOrder(all));
        // The order of neighbours that have no time is not the list's.
        if (places.length < 3) expect(keys, `${direction} ${pageSize}`).toEqual(all);
      }
    }
  });

  it('match no time range', async () => {
    const list = without(kind, [3, 4]);
    const range = { from: NOW - 9 * 60_000 };
    const page = await onePage({ lists: [list], direction: 'forward', pageSize: () => 20, range, now }, 20, null);
    expect(page.entries).toHaveLength(8);
  });

  it('are all listed, even if no row has a time', async () => {
    const list = without(
      kind,
      Array.from({ length: SIZE }, (_, place) => place),
    );
    for (const direction of ['forward', 'backward'] as const) {
      expect((await walked(list, direction, 20)).toSorted(), direction).toEqual(identitiesOf(list.rows).toSorted());
    }
  });

  it('are included when the list is read whole', async () => {
    const list = without(kind, [0, 50, 51, 120]);
    const options = { scanRows: 5000, softDeadline: Infinity, learned: new LearnedEndpoints(), now };
    const { values } = await readList(new PagingSession(options), list.name, list.feed());
    expect(values).toHaveLength(SIZE);
  });
});

describe('A list that is out of order', () => {
  it('keeps its rows without a time', async () => {
    const list = without('QingCloud jobs', [30, 99, 100, 101]);
    list.rows.splice(1, 0, ...list.rows.splice(5, 1));
    expect((await walked(list, 'forward', 50)).toSorted()).toEqual(identitiesOf(list.rows).toSorted());
  });
});
