import { Entry, toEntries } from './entry.js';
import type { Row, TimeWindow } from './feed.js';
import { compareInDirection, type Direction, type Place } from './order.js';
import { partOf } from './parts.js';
import type { Run } from './run.js';
import type { Source, TimeRange } from './source.js';
import { type Span, spanAhead, spanInRange, spanWithin } from './span.js';

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
  place: Place,
  run: Run<T>,
  window: TimeWindow | undefined,
): Examined<T> | undefined {
  const span = spanAhead(direction, place, run);
  const ahead = window ? spanWithin(span, run, window) : span;
  const last = run.rows[direction === 'forward' ? ahead.end - 1 : ahead.begin];
  if (ahead.begin >= ahead.end || !last) return undefined;
  const inRange = spanInRange(ahead, run, range);
  const matching = inOrder(source, rowsIn(source, run, inRange));
  if (direction === 'backward') matching.reverse();
  // A row before where the next one was seen to be has come since; as it lies behind other rows, it is left out.
  const isNewcomer = ({ time }: Place) =>
    bound !== undefined && (direction === 'forward' ? time > bound : time < bound);
  const isBehind = (entry: Place) => entry.time === place.time && compareInDirection(direction, entry, place) <= 0;
  const entries = matching.filter((entry) => !isBehind(entry) && !isNewcomer(entry));
  return { entries, others: Math.max(0, inRange.end - inRange.begin) - matching.length, time: last.time };
}

/** The rows of a span that the source may want, in the list's order. */
function rowsIn<T>({ part }: Source<T>, { rows }: Run<T>, { begin, end }: Span): readonly Row<T>[] {
  if (!part) return rows.slice(begin, end);
  const indexes = partOf(rows, part.of, part.name).filter((index) => index >= begin && index < end);
  return indexes.flatMap((index) => rows[index] ?? []);
}

/** Those that match, rows of one time by their ties, in forward order. */
function inOrder<T>(source: Source<T>, rows: readonly Row<T>[]): Entry<T>[] {
  const { matches, feed } = source;
  const fits = ({ value }: { value: T }) => !matches || matches(value);
  // Twins are told apart by counting all of them.
  const found = feed.twins || !matches ? rows : rows.filter(fits);
  const entries: Entry<T>[] = [];
  for (let begin = 0, end = 0; begin < found.length; begin = end) {
    const row = found[begin];
    if (!row) break;
    while (found[end]?.time === row.time) end++;
    if (end - begin === 1 && !feed.twins) entries.push(new Entry(source, row.time, row.identity, row.value));
    else
      entries.push(...toEntries(source, found.slice(begin, end)).sort((a, b) => compareInDirection('forward', a, b)));
  }
  return feed.twins ? entries.filter(fits) : entries;
}
