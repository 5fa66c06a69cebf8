import { describe, expect, it } from 'vitest';
import { CursorCodec } from '../../src/paging/cursor/codec.js';
import { readPage } from '../../src/paging/connection.js';
import type { Page } from '../../src/paging/connection-page.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { PagingSession } from '../../src/paging/session.js';
import { DAY, identitiesOf, listOf, minutes, NOW, Rounds, SECOND } from './lists.js';
import type { Item, MovingList } from './moving-list.js';
import { walkAll } from './walking.js';

const now = () => NOW;
const codec = new CursorCodec(['a key of the tests']);

/** Every row is of the parts that its kind has bits for; some name one twice. */
function partsOf({ kind }: Item): string[] {
  return ['a', 'b', 'c'].filter((_, bit) => (kind >> bit) & 1).flatMap((part) => (kind === 5 ? [part, part] : [part]));
}

function common(kind: string, times: readonly number[]): MovingList {
  const list = listOf(kind, times);
  list.rows = list.rows.map((row, index) => ({ ...row, value: { ...row.value, kind: index % 8 } }));
  return list;
}

/** All rows of one part, page by page, each an operation of its own. */
async function walkOf(list: MovingList, part: string, direction: 'forward' | 'backward', size: number) {
  const seen: string[] = [];
  for (let cursor: string | null = null, pages = 0; pages < 200; pages++) {
    const session = new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned: new LearnedEndpoints(), now });
    const source = { feed: list.feed(), space: 'account', part: { of: partsOf, name: part } };
    const page: Page<Item> = await readPage<Item>({
      binding: () => 'part',
      arguments: direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor },
      range: { from: NOW - 20 * DAY },
      pageSize: 100,
      codec,
      session,
      sources: () =>
        Promise.resolve({ sources: [{ ...source, matches: (item) => partsOf(item).includes(part) }], unlisted: [] }),
    });
    const rows = identitiesOf(page.entries);
    if (direction === 'forward') seen.push(...rows);
    else seen.unshift(...rows);
    if (!(direction === 'forward' ? page.hasNextPage : page.hasPreviousPage)) return seen;
    cursor = direction === 'forward' ? page.endCursor : page.startCursor;
  }
  throw new Error('the walk does not end');
}

describe('One part of a shared list', () => {
  it.each(['CSS clusters', 'GeminiDB jobs', 'QingCloud jobs'])('is walked like a list of its own: %s', async (kind) => {
    const list = common(kind, minutes(330));
    for (const part of ['a', 'b', 'c', 'none']) {
      const own = identitiesOf(list.rows.filter(({ value }) => partsOf(value).includes(part)));
      for (const direction of ['forward', 'backward'] as const) {
        for (const size of [3, 50]) {
          expect(await walkOf(list, part, direction, size), `${part} ${direction} ${size}`).toEqual(own);
        }
      }
    }
  });

  it('has each of its rows once if many have the same time', async () => {
    const list = common(
      'QingCloud jobs',
      Array.from({ length: 200 }, (_, index) => NOW - (index >> 4) * SECOND),
    );
    const own = identitiesOf(list.rows.filter(({ value }) => partsOf(value).includes('b')));
    for (const direction of ['forward', 'backward'] as const) {
      expect((await walkOf(list, 'b', direction, 7)).toSorted()).toEqual(own.toSorted());
    }
  });

  it('is read from rows that were sorted by part once', async () => {
    const list = common('QingCloud jobs', minutes(80));
    const session = new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned: new LearnedEndpoints(), now });
    let looked = 0;
    const of = (item: Item) => {
      looked++;
      return partsOf(item);
    };
    for (const name of ['a', 'b', 'c', 'a']) {
      const sources = [{ feed: list.feed(), space: 'account', part: { of, name } }];
      const page = await readPage<Item>({
        binding: () => name,
        arguments: { first: 100 },
        range: {},
        pageSize: 100,
        codec,
        session,
        sources: () => Promise.resolve({ sources, unlisted: [] }),
      });
      expect(page.entries).toHaveLength(40);
    }
    expect(looked).toBe(80);
  });
});

describe('Parts of a shared list that are read together', () => {
  /**
   * The first pages of `walks` parts of a list, and the number of rounds of calls. Rows of 40 parts alternate. Among the
   * older rows every third belongs to no part, so estimates from the newest rows are too high.
   */
  async function firstPages(
    walks: number,
    size: number,
    { partOf = (walk) => walk, end = 'first' }: { partOf?: (walk: number) => number; end?: 'first' | 'last' } = {},
  ) {
    const list = listOf('QingCloud jobs', minutes(4000));
    let turn = 0;
    list.rows = list.rows.map((row, index) => {
      const kind = index > 100 && index % 3 === 0 ? 40 : turn++ % 40;
      return { ...row, value: { ...row.value, kind } };
    });
    const session = new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned: new LearnedEndpoints(), now });
    const rounds = new Rounds();
    const feed = list.feed();
    const fetch = rounds.of(feed);
    const of = ({ kind }: Item) => [`${kind}`];
    const pageOf = (name: string) => {
      const source = { feed: { ...feed, fetch }, space: 'account', part: { of, name } };
      return readPage<Item>({
        binding: () => name,
        arguments: { [end]: size },
        range: {},
        pageSize: 100,
        codec,
        session,
        sources: () =>
          Promise.resolve({ sources: [{ ...source, matches: ({ kind }) => `${kind}` === name }], unlisted: [] }),
      });
    };
    const pages = await Promise.all(Array.from({ length: walks }, (_, walk) => pageOf(`${partOf(walk)}`)));
    const expected = pages.map((_, walk) => {
      const rows = list.rows.filter(({ value }) => value.kind === partOf(walk));
      return end === 'first' ? rows.slice(0, size) : rows.slice(-size);
    });
    expect(pages.map(({ entries }) => identitiesOf(entries))).toEqual(expected.map(identitiesOf));
    return { calls: list.calls.length, most: rounds.most, rounds: rounds.count };
  }

  it('are read as far as all of them need, once the first call has returned the length of the list', async () => {
    const { calls, rounds } = await firstPages(40, 10);
    // 400 rows at least, and more where chance has it.
    expect(calls).toBeGreaterThanOrEqual(5);
    expect(calls).toBeLessThanOrEqual(8);
    expect(rounds).toBe(2);
  });

  it('take only one call if that may suffice', async () => {
    expect(await firstPages(2, 1)).toEqual({ calls: 1, most: 1, rounds: 1 });
  });

  it('are one part if they have one name', async () => {
    expect(await firstPages(40, 2, { partOf: () => 0 })).toEqual({ calls: 1, most: 1, rounds: 1 });
  });

  it('are read at the other end of a list without the rows between', async () => {
    const { calls } = await firstPages(40, 10, { end: 'last' });
    expect(calls).toBeLessThanOrEqual(10);
  });

  it('are read a thousand rows at a time, for any number of parts', async () => {
    const { most } = await firstPages(40, 50);
    expect(most).toBeLessThanOrEqual(11);
  });
});

describe('Rows without an identity of their own', () => {
  it('have the same names whether or not all match', async () => {
    const list = listOf('DWS tasks', [], { twins: true });
    for (let index = 0; index < 40; index++) list.insert(NOW - (40 - (index >> 2)) * SECOND, index % 4);
    const walk = async (matches?: (item: Item) => boolean) => {
      const setting = { lists: [list], direction: 'forward', pageSize: () => 7, now, matches } as const;
      return (await walkAll(setting)).pages.flatMap(({ entries }) => entries);
    };
    const all = await walk();
    const some = await walk(({ kind }) => kind === 2);
    expect(some.map(({ value }) => value.kind)).toEqual(Array.from({ length: 10 }, () => 2));
    expect(identitiesOf(some)).toEqual(identitiesOf(all.filter(({ value }) => value.kind === 2)));
  });
});
