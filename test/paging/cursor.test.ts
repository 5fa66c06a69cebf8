import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCode, toCode } from '../../src/paging/cursor/bound-encoding.js';
import { CursorCodec } from '../../src/paging/cursor/codec.js';
import { HIGHEST_TIEBREAKER, LOWEST_TIEBREAKER, type SortKey, tiebreakerOf } from '../../src/paging/sort-key.js';
import { type SourceHint, sourceHintId, type CursorState, sourceId } from '../../src/paging/cursor/state.js';
import { readCursorState, writeCursorState } from '../../src/paging/cursor/state-encoding.js';

const NOW = Date.UTC(2026, 10, 21, 8);
const HERE: SortKey = { time: NOW, tiebreaker: tiebreakerOf('space', 'row') };
const NOWHERE: CursorState = position({});
const codec = new CursorCodec(['new', 'old']);

function position(changes: Partial<CursorState>): CursorState {
  const nothing = { lags: new Map(), sourceHints: new Map(), outOfOrder: new Set<number>() };
  return { sortKey: HERE, pin: undefined, direction: 'forward', hints: {}, ...nothing, ...changes };
}

const hints = fc.option(fc.record({ index: fc.nat(1e6), rest: fc.boolean() }), { nil: undefined });
const sortKeys: fc.Arbitrary<SortKey> = fc.oneof(
  fc.constantFrom<SortKey>(
    { time: Infinity, tiebreaker: LOWEST_TIEBREAKER },
    { time: Infinity, tiebreaker: HIGHEST_TIEBREAKER },
    { time: -Infinity, tiebreaker: HIGHEST_TIEBREAKER },
  ),
  fc.record({
    time: fc.oneof(fc.integer({ min: -1e12, max: 4e12 }), fc.constant(Infinity)),
    tiebreaker: fc.oneof(
      fc.string().map((text) => tiebreakerOf('space', text)),
      fc.constantFrom(HIGHEST_TIEBREAKER),
    ),
  }),
  fc.record({ time: fc.integer({ min: -1e12, max: 4e12 }), tiebreaker: fc.constant(LOWEST_TIEBREAKER) }),
);
const ids = fc.string().map(sourceId);
const positions = fc.record({
  sortKey: sortKeys,
  pin: fc.option(
    fc.nat(4e9).map((seconds) => seconds * 1000),
    { nil: undefined },
  ),
  direction: fc.constantFrom('forward', 'backward'),
  hints: fc.record({ forward: hints, backward: hints }),
  lags: fc.array(fc.tuple(ids, sortKeys)).map((pairs) => new Map(pairs)),
  outOfOrder: fc.array(ids).map((known) => new Set(known)),
  sourceHints: fc.constant(new Map<number, SourceHint>()),
});

/** A state of many sources, some of them failed at a few positions. */
function stateOf(sources: number, failing: number, distinct: number, depth = 0): CursorState {
  const all = Array.from({ length: sources }, (_, index) => sourceId(`cluster-${index}`));
  const lags = all.slice(0, failing).map((id, index): [number, SortKey] => {
    const outage = index % distinct;
    return [id, { time: NOW - outage * 60_000, tiebreaker: tiebreakerOf('space', `row ${outage}`) }];
  });
  const sourceHints = all.map((id, index): [number, SourceHint] => {
    return [sourceHintId(id), { bound: NOW - index * 3_600_000, hint: { index: depth + (index % 7), rest: false } }];
  });
  return position({ lags: new Map(lags), sourceHints: new Map(sourceHints), pin: NOW, direction: 'forward' });
}

function sorted<V>(map: ReadonlyMap<number, V>): [number, V][] {
  return [...map].sort(([a], [b]) => a - b);
}

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

describe('The length of a cursor', () => {
  it('is at most 2048 characters for 300 sources at 8 positions', () => {
    for (const failing of [0, 8, 40, 300]) {
      expect(codec.encode(stateOf(300, failing, 8), 'list').length, `${failing} failing`).toBeLessThanOrEqual(2048);
    }
  });

  it('never costs a position: hints are dropped first, then the page fails', () => {
    for (const sources of [300, 600, 1000, 1500]) {
      const given = stateOf(sources, sources, 8);
      const cursor = codec.encode(given, 'list');
      expect(cursor.length).toBeLessThanOrEqual(8192);
      expect(sorted(codec.decode(cursor, 'list')?.lags ?? new Map())).toEqual(sorted(given.lags));
    }
    expect(() => codec.encode(stateOf(2000, 2000, 2000), 'list')).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_LIMIT' }),
    );
  });

  it('is spent on the sources that are read next', () => {
    const given = stateOf(300, 0, 1, 100_000);
    const sourceHints = codec.decode(codec.encode(given, 'list'), 'list')?.sourceHints ?? new Map<number, SourceHint>();
    const near = [...given.sourceHints.keys()].slice(0, 20).map((id) => sourceHints.get(id)?.hint);
    const far = [...given.sourceHints.keys()].slice(-20).map((id) => sourceHints.get(id)?.hint);
    expect(near.every((hint) => hint !== undefined)).toBe(true);
    expect(far.every((hint) => hint === undefined)).toBe(true);
  });
});

describe('The bound of a source', () => {
  it.each(['forward', 'backward'] as const)(
    'is never later in the walk than before encoding, and only slightly earlier: %s',
    (direction) => {
      const sign = direction === 'forward' ? -1 : 1;
      fc.assert(
        fc.property(fc.nat(1e11), (ahead) => {
          const sourceHints = new Map([[7, { bound: NOW + sign * ahead }]]);
          const bytes = writeCursorState(position({ sourceHints, direction }), { hints: 0, sourceHints: true });
          const bound = readCursorState(bytes).sourceHints.get(7)?.bound ?? NaN;
          const read = (bound - NOW) * sign;
          expect(read).toBeLessThanOrEqual(ahead);
          expect(read).toBeGreaterThanOrEqual(ahead * 0.8 - 2000);
        }),
      );
    },
  );

  it('does not change when it is encoded again from a later position', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e10 }), fc.array(fc.integer({ min: 1, max: 1e8 })), (ahead, steps) => {
        let time = NOW;
        const first = fromCode({ ...HERE, time }, 'forward', toCode({ ...HERE, time }, 'forward', NOW - ahead));
        let bound = first;
        for (const step of steps) {
          time -= step;
          if (time <= (first ?? NaN)) break;
          bound = fromCode({ ...HERE, time }, 'forward', toCode({ ...HERE, time }, 'forward', bound));
        }
        expect(bound).toBe(first);
      }),
    );
  });

  it("keeps the states 'no further row' and 'unknown'", () => {
    const sourceHints = new Map<number, SourceHint>([
      [1, { bound: null }],
      [2, {}],
    ]);
    const read = readCursorState(writeCursorState(position({ sourceHints }), { hints: Infinity, sourceHints: true }));
    expect([read.sourceHints.get(1)?.bound, read.sourceHints.get(2)?.bound]).toEqual([null, undefined]);
  });
});
