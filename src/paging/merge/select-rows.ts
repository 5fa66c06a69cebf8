import { Entry, toEntries } from './entry.js';
import type { Row, TimeWindow } from '../feed.js';
import { compareInDirection, type Direction, type SortKey } from '../sort-key.js';
import { partOf } from './rows-by-cluster.js';
import type { Segment } from '../list/segment.js';
import type { Source, TimeRange } from '../source.js';
import { type Span, spanAhead, spanInRange, spanWithin } from './row-span.js';

export interface Examination {
  readonly direction: Direction;
  readonly range: TimeRange;
  /** The next row is not met before this time. */
  readonly bound?: number | undefined;
}

/** What came of looking at the rows ahead of a place. */
export interface Examined<T> {
  /** Matching rows in walking order. */
  readonly entries: readonly Entry<T>[];
  /** How many rows of the range do not match. */
  readonly others: number;
  /** The time of the last row looked at: nothing of it is left. */
  readonly time: number;
}

/** Looks at the rows of a run ahead of a place, as far as their times were read whole. `undefined`: there are none. */
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
  // A row before where the next one was seen to be has come since; as it lies behind other rows, it is left out.
  const isNewcomer = ({ time }: SortKey) =>
    bound !== undefined && (direction === 'forward' ? time > bound : time < bound);
  const isBehind = (entry: SortKey) =>
    entry.time === sortKey.time && compareInDirection(direction, entry, sortKey) <= 0;
  const found = rowsIn(source, segment, inRange);
  const entries: Entry<T>[] = [];
  let matching = 0;
  const look = (entry: Entry<T>) => {
    matching++;
    if (!isBehind(entry) && !isNewcomer(entry)) entries.push(entry);
  };
  for (let begin = 0, end = 0; begin < found.length; begin = end) {
    const row = found[begin];
    if (!row) break;
    while (found[end]?.time === row.time) end++;
    if (end - begin === 1 && !source.feed.twins) look(new Entry(source, row.time, row.identity, row.value));
    else tiebreakersOf(source, found.slice(begin, end)).forEach(look);
  }
  if (direction === 'backward') entries.reverse();
  return { entries, others: Math.max(0, inRange.end - inRange.begin) - matching, time: last.time };
}

/** The rows of a span that may match, in the list's order. Twins are told apart by counting all of them. */
function rowsIn<T>({ part, matches, feed }: Source<T>, { rows }: Segment<T>, { begin, end }: Span): readonly Row<T>[] {
  const isDemanded = ({ value }: Row<T>) => feed.twins === true || !matches || matches(value);
  if (!part) return rows.slice(begin, end).filter(isDemanded);
  const found: Row<T>[] = [];
  for (const index of partOf(rows, part.of, part.name)) {
    const row = rows[index];
    if (row && index >= begin && index < end && isDemanded(row)) found.push(row);
  }
  return found;
}

/** Rows of one time by their ties, in forward order, as far as they match. */
function tiebreakersOf<T>(source: Source<T>, rows: readonly Row<T>[]): Entry<T>[] {
  const { matches, feed } = source;
  const entries = toEntries(source, rows).sort((a, b) => compareInDirection('forward', a, b));
  return feed.twins && matches ? entries.filter(({ value }) => matches(value)) : entries;
}
