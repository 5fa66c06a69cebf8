import { createHmac, hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromCode, toCode } from '../../src/paging/cursor/bound-encoding.js';
import { CursorCodec } from '../../src/paging/cursor/codec.js';
import { START, tiebreakerOf } from '../../src/paging/sort-key.js';
import { type SourceHint, sourceHintId, type CursorState, sourceId } from '../../src/paging/cursor/state.js';
import { writeCursorState } from '../../src/paging/cursor/state-encoding.js';
import { NOW, SECOND } from './lists.js';

const YEAR = 365 * 86_400_000;
const KEY = 'a key of the tests';
const ECONOMY = { hints: Infinity, sourceHints: true };
const HERE = { time: NOW, tiebreaker: tiebreakerOf('space', 'row') };

function position(changes: Partial<CursorState>): CursorState {
  const nothing = { lags: new Map(), sourceHints: new Map(), outOfOrder: new Set<number>() };
  return { sortKey: HERE, pin: undefined, direction: 'forward', hints: {}, ...nothing, ...changes };
}

/** Seals any bytes as a cursor is. */
function sealed(payload: Buffer, binding: string, isSigned: boolean): string {
  const seal = isSigned
    ? createHmac('sha256', KEY).update(`${binding}\0`).update(payload).digest().subarray(0, 12)
    : hash('sha256', Buffer.concat([Buffer.from(`${binding}\0`), payload]), 'buffer').subarray(0, 8);
  return Buffer.concat([seal, payload]).toString('base64url');
}

function sources(count: number): number[] {
  return Array.from({ length: count }, (_, index) => sourceId(`cluster-${index}`));
}

describe('A cursor with a valid seal', () => {
  it.each([
    ['signed', true, new CursorCodec([KEY])],
    ['without keys', false, new CursorCodec([])],
  ])('is rejected if its content is no cursor state: %s', (_, isSigned, codec) => {
    const bytes = writeCursorState(position({}), ECONOMY);
    expect(codec.decode(sealed(bytes, 'list', isSigned), 'list')).toBeDefined();
    const otherVersion = Buffer.from(bytes);
    otherVersion[0] = 2;
    const otherSortKey = writeCursorState(position({ sortKey: START }), ECONOMY);
    otherSortKey[2] = 99;
    for (const other of [otherVersion, otherSortKey, bytes.subarray(0, -1), bytes.subarray(0, 3), Buffer.alloc(0)]) {
      expect(codec.decode(sealed(other, 'list', isSigned), 'list'), other.toString('hex')).toBeUndefined();
    }
  });

  it.each([
    ['signed', new CursorCodec([KEY])],
    ['without keys', new CursorCodec([])],
  ])('separates the name of its list from the content: %s', (_, codec) => {
    // Without its first byte, a 1, this is a position too.
    const shifting = position({
      sortKey: START,
      direction: 'backward',
      sourceHints: new Map<number, SourceHint>([[5, {}]]),
    });
    const cursor = Buffer.from(codec.encode(shifting, 'list'), 'base64url');
    const size = cursor.length - writeCursorState(shifting, ECONOMY).length;
    const shifted = Buffer.concat([cursor.subarray(0, size), cursor.subarray(size + 1)]).toString('base64url');
    expect(codec.decode(shifted, 'list\u0001')).toBeUndefined();
  });
});

describe('A long cursor', () => {
  const codec = new CursorCodec([KEY]);

  it('keeps all positions of sources, even if there is no room for anything else', () => {
    const ids = sources(250);
    const lags = new Map(
      ids.map((id, index) => [id, { time: NOW - index * SECOND, tiebreaker: tiebreakerOf('space', `${index}`) }]),
    );
    const cursor = codec.encode(position({ lags }), 'list');
    expect(cursor.length).toBeGreaterThan(2048);
    expect(codec.decode(cursor, 'list')?.lags).toEqual(new Map([...lags].sort(([a], [b]) => a - b)));
  });

  it('may be longer the more sources a walk has', () => {
    const sourceHints = new Map(
      sources(900).map((id, index): [number, SourceHint] => [sourceHintId(id), { bound: NOW - index * 3_600_000 }]),
    );
    const cursor = codec.encode(position({ sourceHints }), 'list');
    expect(codec.decode(cursor, 'list')?.sourceHints.size).toBe(sourceHints.size);
    expect(cursor.length).toBeGreaterThan(2048);
  });

  it('keeps the hints of sources without a bound rather than of sources with a late bound or none', () => {
    const sourceHints = new Map(
      sources(290).map((id, index): [number, SourceHint] => {
        const hint = { index: 1_000_000 + index, rest: false };
        return [
          sourceHintId(id),
          index < 20 ? { hint } : index < 40 ? { bound: null, hint } : { bound: NOW - index * 86_400_000, hint },
        ];
      }),
    );
    const read = codec.decode(codec.encode(position({ sourceHints }), 'list'), 'list')?.sourceHints;
    const unknown = [...sourceHints].filter(([, { bound }]) => bound === undefined);
    expect(unknown.every(([id]) => read?.get(id)?.hint !== undefined)).toBe(true);
    const late = [...sourceHints].filter(([, { bound }]) => typeof bound === 'number');
    expect(late.filter(([id]) => read?.get(id)?.hint !== undefined).length).toBeGreaterThanOrEqual(100);
    expect(late.some(([id]) => read?.get(id)?.hint === undefined)).toBe(true);
  });
});

describe('A bound', () => {
  it.each(['forward', 'backward'] as const)(
    'beyond the range of the encoding is the largest that can be encoded: %s',
    (direction) => {
      const sign = direction === 'forward' ? -1 : 1;
      for (const years of [33, 50, 200]) {
        const bound = fromCode(HERE, direction, toCode(HERE, direction, NOW + sign * years * YEAR)) ?? NaN;
        const ahead = (bound - NOW) * sign;
        expect(ahead).toBeGreaterThan(29 * YEAR);
        expect(ahead).toBeLessThanOrEqual(years * YEAR);
      }
    },
  );

  it('nearer than a second is the position itself, and is kept', () => {
    const sortKey = { ...HERE, time: NOW + 700 };
    expect(fromCode(sortKey, 'forward', toCode(sortKey, 'forward', NOW + 600))).toBe(sortKey.time);
  });

  it('that is infinite, or before the first row, is unknown', () => {
    expect(fromCode(HERE, 'backward', toCode(HERE, 'backward', Infinity))).toBeUndefined();
    expect(fromCode(START, 'forward', toCode(START, 'forward', NOW))).toBeUndefined();
  });
});
