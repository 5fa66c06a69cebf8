import type { TimeWindow } from '../feed.js';
import { type Direction, HIGHEST_TIE, LOWEST_TIE, type Place } from '../sort-key.js';
import type { Run } from '../list/segment.js';
import type { TimeRange } from '../source.js';

/** The rows `[begin, end)` of a run, counted from the run's first. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** The rows of a run ahead of a place, each time whole: of the time read last there may be more behind the run. */
export function spanAhead(direction: Direction, place: Place, run: Run<unknown>): Span {
  return direction === 'forward' ? spanForward(place, run) : spanBackward(place, run);
}

function spanForward({ time, tie }: Place, run: Run<unknown>): Span {
  const begin = tie === HIGHEST_TIE ? run.olderThan(time) : run.notNewerThan(time);
  const last = run.rows.at(-1);
  return { begin, end: last && run.end === 'open' ? run.notNewerThan(last.time) : run.rows.length };
}

function spanBackward({ time, tie }: Place, run: Run<unknown>): Span {
  const end = tie === LOWEST_TIE ? run.notNewerThan(time) : run.olderThan(time);
  const [first] = run.rows;
  return { begin: first && run.first > 0 ? run.olderThan(first.time) : 0, end };
}

/** A row on the edge of two windows is the newer one's. */
export function spanWithin({ begin, end }: Span, run: Run<unknown>, window: TimeWindow): Span {
  return { begin: Math.max(begin, run.olderThan(window.to)), end: Math.min(end, run.olderThan(window.from)) };
}

/** What has not started has no time that a range could hold. */
export function spanInRange({ begin, end }: Span, run: Run<unknown>, { from, before }: TimeRange): Span {
  if (from === undefined && before === undefined) return { begin, end };
  return {
    begin: Math.max(begin, run.olderThan(before ?? Infinity)),
    end: from === undefined ? end : Math.min(end, run.olderThan(from)),
  };
}
