import fc from 'fast-check';
import { CursorCodec } from '../../src/paging/cursor/codec.js';
import { HIGHEST_TIEBREAKER, LOWEST_TIEBREAKER, type SortKey, tiebreakerOf } from '../../src/paging/sort-key.js';
import { type SourceHint, sourceHintId, type CursorState, sourceId } from '../../src/paging/cursor/state.js';

export const NOW = Date.UTC(2026, 10, 21, 8);

export const HERE: SortKey = { time: NOW, tiebreaker: tiebreakerOf('space', 'row') };

export const codec = new CursorCodec(['new', 'old']);

export function position(changes: Partial<CursorState>): CursorState {
  const nothing = { lags: new Map(), sourceHints: new Map(), outOfOrder: new Set<number>() };
  return { sortKey: HERE, pin: undefined, direction: 'forward', hints: {}, ...nothing, ...changes };
}

export const hints = fc.option(fc.record({ index: fc.nat(1e6), rest: fc.boolean() }), { nil: undefined });

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

export const positions = fc.record({
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
export function stateOf(sources: number, failing: number, distinct: number, depth = 0): CursorState {
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

export function sorted<V>(map: ReadonlyMap<number, V>): [number, V][] {
  return [...map].sort(([a], [b]) => a - b);
}
