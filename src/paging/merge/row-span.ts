import type { TimeWindow } from '../feed.js';
import { type Direction, HIGHEST_TIEBREAKER, LOWEST_TIEBREAKER, type SortKey } from '../sort-key.js';
import type { Segment } from '../list/segment.js';
import type { TimeRange } from '../source.js';

/** The rows `[begin, end)` of a segment, counted from its first row. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/**
 * The rows of a segment ahead of a sort key, by whole time groups: more rows of the last time may follow the segment.
 */
export function spanAhead(direction: Direction, sortKey: SortKey, segment: Segment<unknown>): Span {
  return direction === 'forward' ? spanForward(sortKey, segment) : spanBackward(sortKey, segment);
}

function spanForward({ time, tiebreaker }: SortKey, segment: Segment<unknown>): Span {
  const begin = tiebreaker === HIGHEST_TIEBREAKER ? segment.olderThan(time) : segment.notNewerThan(time);
  const last = segment.rows.at(-1);
  return { begin, end: last && segment.end === 'open' ? segment.notNewerThan(last.time) : segment.rows.length };
}

function spanBackward({ time, tiebreaker }: SortKey, segment: Segment<unknown>): Span {
  const end = tiebreaker === LOWEST_TIEBREAKER ? segment.notNewerThan(time) : segment.olderThan(time);
  const [first] = segment.rows;
  return { begin: first && segment.first > 0 ? segment.olderThan(first.time) : 0, end };
}

/** A row on the edge of two windows belongs to the newer one. */
export function spanWithin({ begin, end }: Span, segment: Segment<unknown>, window: TimeWindow): Span {
  return { begin: Math.max(begin, segment.olderThan(window.to)), end: Math.min(end, segment.olderThan(window.from)) };
}

/** A row that has not started is in no bounded range. */
export function spanInRange({ begin, end }: Span, segment: Segment<unknown>, { from, before }: TimeRange): Span {
  if (from === undefined && before === undefined) return { begin, end };
  return {
    begin: Math.max(begin, segment.olderThan(before ?? Infinity)),
    end: from === undefined ? end : Math.min(end, segment.olderThan(from)),
  };
}
