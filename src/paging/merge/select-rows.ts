import { Entry, toEntries } from './entry.js';
import type { TimeWindow } from '../feed.js';
import type { TimedRow } from '../list/timed-row.js';
import { compareInDirection, type Direction, type SortKey } from '../sort-key.js';
import { partOf } from './rows-by-cluster.js';
import type { Segment } from '../list/segment.js';
import { isBounded, type Source, type TimeRange } from '../source.js';
import { type Span, spanAhead, spanInRange, spanWithin } from './row-span.js';

export interface Examination {
  readonly direction: Direction;
  readonly range: TimeRange;
  /** The next row is not before this time, in walking order. */
  readonly bound?: number | undefined;
}

/** The result of examining the rows ahead of a sort key. */
export interface Examined<T> {
  /** Matching rows in walking order. */
  readonly entries: readonly Entry<T>[];
  /** The number of rows of the range that do not match. */
  readonly others: number;
  /** The time of the last row examined: all rows of it were examined. */
  readonly time: number;
}

/**
 * Examines the rows of a segment ahead of a sort key, as far as their time groups are complete. `undefined`: there are
 * none.
 */
export function examine<T>(
  source: Source<T>,
  { direction, range, bound }: Examination,
  sortKey: SortKey,
  segment: Segment<T>,
  window: TimeWindow | undefined,
): Examined<T> | undefined {
  const span = spanAhead(direction, sortKey, segment);
  const ahead = window ? spanWithin(span, segment, window) : span;
  const last = segment.rows[direction === 'forward' ? ahead.end - 1 : ahead.begin];
  if (ahead.begin >= ahead.end || !last) return undefined;
  const inRange = spanInRange(ahead, segment, range);
  // A row before the bound was inserted after the bound was recorded. It is behind rows that were returned, so it is
  // skipped.
  const isNewcomer = ({ time }: SortKey) =>
    bound !== undefined && (direction === 'forward' ? time > bound : time < bound);
  const isBehind = (entry: SortKey) =>
    entry.time === sortKey.time && compareInDirection(direction, entry, sortKey) <= 0;
  const isDemanded = toFilter(source, range);
  const found = rowsIn(source, segment, inRange, isDemanded);
  const entries: Entry<T>[] = [];
  let matching = 0;
  const add = (entry: Entry<T>) => {
    matching++;
    if (!isBehind(entry) && !isNewcomer(entry)) entries.push(entry);
  };
  for (let begin = 0, end = 0; begin < found.length; begin = end) {
    const row = found[begin];
    if (!row) break;
    while (found[end]?.time === row.time) end++;
    if (end - begin === 1 && !source.feed.twins) add(new Entry(source, row, row.identity));
    else tiebreakersOf(source, found.slice(begin, end), isDemanded).forEach(add);
  }
  if (direction === 'backward') entries.reverse();
  return { entries, others: Math.max(0, inRange.end - inRange.begin) - matching, time: last.time };
}

/** The rows of a span that may match, in the list's order. Twins are numbered by counting all of them. */
function rowsIn<T>(
  { part, feed }: Source<T>,
  { rows }: Segment<T>,
  { begin, end }: Span,
  isDemanded: RowFilter<T>,
): readonly TimedRow<T>[] {
  if (!part) return feed.twins ? rows.slice(begin, end) : rows.slice(begin, end).filter(isDemanded);
  const found: TimedRow<T>[] = [];
  for (const index of partOf(rows, part.of, part.name)) {
    const row = rows[index];
    if (row && index >= begin && index < end && (feed.twins === true || isDemanded(row))) found.push(row);
  }
  return found;
}

type RowFilter<T> = (row: { readonly value: T; readonly inheritsTime?: boolean }) => boolean;

/** The filter of a walk without the time range of rows that have a time: those are selected as a span. */
function toFilter<T>({ matches }: Source<T>, range: TimeRange): RowFilter<T> {
  const needsTime = isBounded(range);
  return ({ value, inheritsTime }) => !(needsTime && inheritsTime === true) && (!matches || matches(value));
}

/** The matching rows of one time by their tiebreakers, in forward order. */
function tiebreakersOf<T>(source: Source<T>, rows: readonly TimedRow<T>[], isDemanded: RowFilter<T>): Entry<T>[] {
  const entries = toEntries(source, rows).sort((a, b) => compareInDirection('forward', a, b));
  return source.feed.twins ? entries.filter(isDemanded) : entries;
}
