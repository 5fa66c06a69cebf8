import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCode, toCode } from '../../src/paging/cursor/bound-encoding.js';
import { type SourceHint } from '../../src/paging/cursor/state.js';
import { readCursorState, writeCursorState } from '../../src/paging/cursor/state-encoding.js';
import { NOW, HERE, codec, position, stateOf, sorted } from './cursor-states.js';

describe('The length of a cursor', () => {
  it('is at most 2048 characters for 300 sources at 8 positions', () => {
    for (const failing of [0, 8, 40, 300]) {
      expect(codec.encode(stateOf(300, failing, 8), 'list').length, `${failing} failing`).toBeLessThanOrEqual(2048);
    }
  });

  it('never removes a position: hints are dropped first, then the page fails', () => {
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

  it('keeps the hints of the sources that are read next', () => {
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
