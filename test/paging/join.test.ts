import { describe, expect, it } from 'vitest';
import { appendOlder, prependNewer, type Reading } from '../../src/paging/list/join.js';
import { inheritTimes } from '../../src/paging/list/timed-row.js';

/** Rows by their names: a letter for the identity, then the time; none for a row without a time. */
function rows(names: string) {
  const words = names.split(' ').filter((name) => name !== '');
  return words.map((name) => ({
    identity: name,
    time: name.length > 1 ? Number(name.slice(1)) : undefined,
    value: name,
  }));
}

interface Numbers {
  readonly start: number;
  /** The list's total; absent where the service gives none, or another one at each call. */
  readonly total?: number;
}

function reading(names: string, { start, total }: Numbers): Reading<string> {
  const all = rows(names);
  const untimed = all.findIndex(({ time }) => time !== undefined);
  const timed = inheritTimes(untimed < 0 ? [] : all.slice(untimed), 0);
  const skipped = all.length - timed.length;
  return {
    start: start + skipped,
    next: start + all.length,
    rows: timed,
    untimed: all.slice(0, skipped),
    firstTotal: total,
    total,
  };
}

function rowsOf(names: string) {
  return reading(names, { start: 0 }).rows;
}

function namesOf(joined: readonly { readonly identity: string }[]): string {
  return joined.map(({ identity }) => identity).join(' ');
}

/** The first row of the page has row number `start`, as long as the list has not moved. */
function joined(known: string, page: string, start = 0, total?: number, twins = false): string | false {
  const earlier = reading(known, { start: 0, ...(total !== undefined && { total }) });
  const list = [...earlier.rows];
  const later = reading(page, { start, ...(total !== undefined && { total }) });
  return appendOlder(list, earlier, later, twins) && namesOf(list);
}

describe('A later read of older rows', () => {
  it.each([
    ['overlaps by a row', 'a9 b8', 'b8 c7', false],
    ['overlaps by a whole time and a row more', 'a9 b8', 'a9 b8 c7', 'a9 b8 c7'],
    ['overlaps by many, because rows came', 'a9 b8 c7', 'a9 b8 c7 d6', 'a9 b8 c7 d6'],
    ['begins with rows that came', 'a9 b8', 'x9 b8 c7', 'a9 b8 c7'],
    ['shows that rows went', 'a9 b8 c8', 'a9 c8 d7', 'a9 c8 d7'],
    ['begins within our last time, by a row alone', 'a9 b8 c8', 'c8 d8 e7', false],
    [
      'begins within our last time, in the same order',
      'a9 b8 c8 d8 e8 f8 g8',
      'b8 c8 d8 e8 f8 g8 h8',
      'a9 b8 c8 d8 e8 f8 g8 h8',
    ],
    ['begins within our last time, in another order', 'a9 b8 c8 d8 e8 f8 g8', 'b8 d8 c8 e8 f8 g8 h8', false],
    ['does not come down to our last row, and takes nothing away', 'a8 b8', 'x9 y9 z9', 'a8 b8'],
    ['is older: there may be a gap', 'a9 b8', 'd6 e5', false],
    ['begins within our last time with a row unknown: there may be a gap', 'a9 b8', 'x8 c7', false],
    ['is empty: nothing is known', 'a9 b8', '', false],
  ])('that %s', (_, known, page, result) => {
    expect(joined(known, page)).toBe(result);
  });

  it.each([
    ['a row of both takes the place of one in neither', 'a9 b8 c8 d8', 'b8 d8 e8 g7', 2, false],
    ['fewer rows are in both than row numbers are', 'a9 b8 c8 d8', 'c8 e8 f8 g7', 2, false],
    ['rows have another order', 'a9 b8 c8 d8', 'd8 c8 e8 g7', 2, false],
    ['every row number has its own row', 'a9 b8 c8', 'c8 d8 e7', 2, 'a9 b8 c8 d8 e7'],
    ['the page begins behind our rows', 'a9 b8 c8', 'c8 d8 e7', 3, false],
    ['the page begins further up than its rows show', 'a9 b8 c8', 'c8 d8 e7', 1, false],
  ])('is joined within a time by row numbers if the total is unchanged: %s', (_, known, page, start, result) => {
    expect(joined(known, page, start, 6)).toBe(result);
  });

  it.each([
    [5, 2, false],
    [5, 1, true],
    [8, 4, true],
  ])('is joined by row numbers corrected by the total, from 6 to %s rows: from row %s', (total, start, isJoined) => {
    const earlier = reading('a9 b8 c8', { start: 0, total: 6 });
    const later = reading('c8 d8 e7', { start, total });
    expect(appendOlder([...earlier.rows], earlier, later)).toBe(isJoined);
  });

  it('of rows without an identity is joined only if it holds all rows of their time', () => {
    expect(joined('a9 t8 t8', 'a9 t8 t8 t8 b7', 0, 4, true)).toBe('a9 t8 t8 t8 b7');
    expect(joined('a9 t8 t8', 't8 t8 b7', 1, 4, true)).toBe(false);
  });

  it.each([
    ['is known', 'a9 b8 c d', 'd e f7', 3, 'a9 b8 c d e f7'],
    ['is unknown: there may be a gap', 'a9 b8 c', 'd e f7', 3, false],
  ])('may begin with rows without a time if the first of them %s', (_, known, page, start, result) => {
    expect(joined(known, page, start, 6)).toBe(result);
  });
});

describe('A later read of newer rows', () => {
  it.each([
    ['overlaps by a row', 'b8 c7', 'a9 b8', undefined],
    ['overlaps by a whole time and a row more', 'b8 c7', 'a9 b8 c7', 'a9 b8 c7'],
    ['shows that rows went', 'b8 c8 d7', 'a9 c8 d7', 'a9 c8 d7'],
    [
      'ends within our first time, in the same order',
      'c8 d8 e8 f8 g8 h8 i7',
      'a9 b8 c8 d8 e8 f8 g8 h8',
      'a9 b8 c8 d8 e8 f8 g8 h8 i7',
    ],
    ['ends within our first time, in another order', 'c8 d8 e8 f8 g8 h8 i7', 'a9 b8 d8 c8 e8 f8 g8 h8', undefined],
    ['is newer: there may be a gap', 'c7 d6', 'a9 b8', undefined],
  ])('that %s', (_, known, page, result) => {
    const joinedRows = prependNewer(rowsOf(known), { start: 0, firstTotal: undefined }, reading(page, { start: 0 }));
    expect(joinedRows && namesOf(joinedRows)).toBe(result);
  });

  it.each([
    ['its rows have the row numbers of ours', 'a9 b8 c8', 1, 'a9 b8 c8 d7'],
    ['it lacks a row', 'a9 x8 c8', 1, undefined],
    ['it ends further up', 'a9 b8', 2, undefined],
  ])('is joined within a time by row numbers if the total is unchanged, unless %s', (_, page, start, result) => {
    const joinedRows = prependNewer(
      rowsOf('b8 c8 d7'),
      { start, firstTotal: 4 },
      reading(page, { start: 0, total: 4 }),
    );
    expect(joinedRows && namesOf(joinedRows)).toBe(result);
  });
});
