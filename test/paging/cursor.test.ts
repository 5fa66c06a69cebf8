import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CursorCodec } from '../../src/paging/cursor/codec.js';
import { LOWEST_TIEBREAKER } from '../../src/paging/sort-key.js';
import { type CursorState } from '../../src/paging/cursor/state.js';
import { readCursorState, writeCursorState } from '../../src/paging/cursor/state-encoding.js';
import { codec, position, positions, stateOf, sorted } from './cursor-states.js';

const NOWHERE: CursorState = position({});

describe('A cursor', () => {
  it('decodes to the state that it was encoded from', () => {
    fc.assert(
      fc.property(positions, (given) => {
        const back = codec.decode(codec.encode(given, 'list'), 'list');
        expect({ ...back, lags: undefined, outOfOrder: undefined }).toEqual({
          ...given,
          lags: undefined,
          outOfOrder: undefined,
        });
        expect(sorted(back?.lags ?? new Map())).toEqual(sorted(given.lags));
        expect(back?.outOfOrder).toEqual(given.outOfOrder);
      }),
    );
  });

  it.each([
    ['signed', codec],
    ['without keys', new CursorCodec([])],
  ])('is rejected if any bit of it was changed: %s', (_, any) => {
    const cursor = any.encode(stateOf(3, 2, 2), 'list');
    const bytes = Buffer.from(cursor, 'base64url');
    expect(any.decode(cursor, 'list')).toBeDefined();
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(any.decode(altered.toString('base64url'), 'list'), `bit ${bit}`).toBeUndefined();
    }
  });

  it('is rejected if it was truncated, extended, padded, or encoded in another alphabet', () => {
    const cursor = codec.encode(stateOf(3, 2, 2), 'list');
    const others = [
      cursor.slice(0, -1),
      cursor.slice(0, -4),
      `${cursor}A`,
      `${cursor}=`,
      ` ${cursor}`,
      `${cursor}\n`,
      '',
      'null',
    ];
    for (const other of others) expect(codec.decode(other, 'list'), other).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(codec.decode(text, 'list')).toBeUndefined();
      }),
    );
  });

  it.each([
    [
      'the earliest time',
      { sortKey: { time: Date.parse('0000-01-01T00:00:00+23:59'), tiebreaker: LOWEST_TIEBREAKER } },
      true,
    ],
    ['a time before the year 0', { sortKey: { time: -1e14, tiebreaker: LOWEST_TIEBREAKER } }, false],
    [
      'the latest time',
      { sortKey: { time: Date.parse('9999-12-31T23:59:59.999-23:59'), tiebreaker: LOWEST_TIEBREAKER } },
      true,
    ],
    ['a time beyond the year 9999', { sortKey: { time: 1e15, tiebreaker: LOWEST_TIEBREAKER } }, false],
    [
      'a place of a source beyond the year 9999',
      { lags: new Map([[1, { time: 1e15, tiebreaker: LOWEST_TIEBREAKER }]]) },
      false,
    ],
    ['a pin beyond the year 9999', { pin: 1e17 }, false],
  ])('without a signature is accepted only if its content is possible: %s', (_, changes, isRead) => {
    const open = new CursorCodec([]);
    expect(open.decode(open.encode(position(changes), 'list'), 'list') !== undefined).toBe(isRead);
  });

  it('with a number beyond the safe integers is rejected', () => {
    const bytes = writeCursorState(position({ sortKey: { time: Infinity, tiebreaker: LOWEST_TIEBREAKER } }), {
      hints: 0,
      sourceHints: false,
    });
    // Version, flags and place; then the hint.
    const forged = Buffer.concat([bytes.subarray(0, 3), Buffer.alloc(8, 0xff), Buffer.of(1), bytes.subarray(4)]);
    expect(() => readCursorState(bytes)).not.toThrow();
    expect(() => readCursorState(forged)).toThrow(RangeError);
  });

  it('is rejected by another list and with another filter', () => {
    const cursor = codec.encode(NOWHERE, 'jobs {"actions":["Grow"]}');
    expect(codec.decode(cursor, 'jobs {"actions":["Grow"]}')).toBeDefined();
    expect(codec.decode(cursor, 'jobs {"actions":["Shrink"]}')).toBeUndefined();
    expect(codec.decode(cursor, 'clusters {"actions":["Grow"]}')).toBeUndefined();
  });

  it('is signed with the first key and verified with all; any other key rejects it', () => {
    const ofOld = new CursorCodec(['old']).encode(NOWHERE, 'list');
    expect(codec.decode(ofOld, 'list')).toBeDefined();
    const ofNew = codec.encode(NOWHERE, 'list');
    expect(new CursorCodec(['new']).decode(ofNew, 'list')).toBeDefined();
    expect(new CursorCodec(['old']).decode(ofNew, 'list')).toBeUndefined();
    expect(new CursorCodec([]).decode(ofNew, 'list')).toBeUndefined();
    expect(codec.decode(new CursorCodec([]).encode(NOWHERE, 'list'), 'list')).toBeUndefined();
  });

  it('is valid at every replica with the same keys', () => {
    expect(new CursorCodec(['new']).encode(stateOf(9, 4, 2), 'list')).toBe(codec.encode(stateOf(9, 4, 2), 'list'));
  });
});
