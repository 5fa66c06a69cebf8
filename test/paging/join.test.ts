import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/paging/feed.js';
import { appendOlder, prependNewer } from '../../src/paging/list/join.js';

/** Rows by their names: a letter for the identity, then the time. */
function rows(names: string): Row<string>[] {
  return names
    .split(' ')
    .filter((name) => name !== '')
    .map((name) => ({ identity: name, time: Number(name.slice(1)), value: name }));
}

function joined(known: string, page: string, twins = false): string | false {
  const list = rows(known);
  return appendOlder(list, rows(page), twins) && list.map(({ identity }) => identity).join(' ');
}

describe('a later reading of older rows', () => {
  it.each([
    ['overlaps by a row', 'a9 b8', 'b8 c7', 'a9 b8 c7'],
    ['overlaps by many, because rows came', 'a9 b8 c7', 'a9 b8 c7 d6', 'a9 b8 c7 d6'],
    ['begins with rows that came', 'a9 b8', 'x9 b8 c7', 'a9 b8 c7'],
    ['shows that rows went', 'a9 b8 c8', 'a9 c8 d7', 'a9 c8 d7'],
    ['begins within our last time', 'a9 b8 c8', 'c8 d8 e7', 'a9 b8 c8 d8 e7'],
    ['does not come down to our last row, and takes nothing away', 'a8 b8', 'x9 y9 z9', 'a8 b8'],
    ['is older: there may be a gap', 'a9 b8', 'd6 e5', false],
    ['begins within our last time with a row unknown: there may be a gap', 'a9 b8', 'x8 c7', false],
    ['is empty: nobody knows', 'a9 b8', '', false],
  ])('that %s', (_, known, page, result) => {
    expect(joined(known, page)).toBe(result);
  });

  it('of rows without identity is joined only where it holds their whole time', () => {
    expect(joined('a9 t8 t8', 'a9 t8 t8 t8 b7', true)).toBe('a9 t8 t8 t8 b7');
    expect(joined('a9 t8 t8', 't8 t8 b7', true)).toBe(false);
  });
});

describe('a later reading of newer rows', () => {
  it.each([
    ['overlaps by a row', 'b8 c7', 'a9 b8', 'a9 b8 c7'],
    ['ends with rows older than our first', 'b8 c7', 'a9 b8 c7', 'a9 b8 c7'],
    ['shows that rows went', 'b8 c8 d7', 'a9 c8 d7', 'a9 c8 d7'],
    ['ends within our first time', 'c8 d7', 'a9 b8 c8', 'a9 b8 c8 d7'],
    ['is newer: there may be a gap', 'c7 d6', 'a9 b8', undefined],
  ])('that %s', (_, known, page, result) => {
    expect(
      prependNewer(rows(known), rows(page))
        ?.map(({ identity }) => identity)
        .join(' '),
    ).toBe(result);
  });
});
