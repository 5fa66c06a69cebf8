import type { ListSource } from './list-source.js';
import { type Direction, END, HIGHEST_TIEBREAKER, LOWEST_TIEBREAKER, type SortKey } from '../sort-key.js';
import type { Segment } from './segment.js';
import { SEEK_ROWS } from '../read-sizes.js';

/** The offset at which a sort key was last seen in its list. A wrong hint costs calls, never rows. */
export interface Hint {
  /**
   * Forward: the row number of the first row behind the sort key's time. Backward: that of the first row of its time.
   */
  readonly index: number;
  /** Rows of the sort key's own time are still to come. */
  readonly rest: boolean;
}

/** The direction of the next read: to smaller offsets, to larger ones, or none. */
type SegmentPosition = 'earlier' | 'later' | 'here';

/** Whether a segment can serve a walk from a sort key: it can if no row between the two can be missing. */
export function locate(
  direction: Direction,
  segment: Segment<unknown>,
  sortKey: SortKey,
  rest: boolean,
): SegmentPosition {
  return direction === 'forward' ? locateForward(segment, sortKey, rest) : locateBackward(segment, sortKey, rest);
}

function locateForward(segment: Segment<unknown>, { time }: SortKey, rest: boolean): SegmentPosition {
  const first = segment.rows[0]?.time ?? -Infinity;
  const last = segment.rows.at(-1)?.time ?? -Infinity;
  const begins = segment.first === 0 || first > time || (!rest && first === time);
  if (!begins) return 'earlier';
  return segment.end === 'open' && last > time ? 'later' : 'here';
}

function locateBackward(segment: Segment<unknown>, { time }: SortKey, rest: boolean): SegmentPosition {
  const first = segment.rows[0]?.time ?? -Infinity;
  const last = segment.rows.at(-1)?.time ?? -Infinity;
  if (segment.rows.length === 0) return segment.first === 0 && segment.end !== 'open' ? 'here' : 'earlier';
  const ends = segment.end !== 'open' || last < time || (!rest && last === time);
  if (!ends) return 'later';
  return segment.first > 0 && first < time ? 'earlier' : 'here';
}

/** Whether rows of the sort key's own time may still be to come. */
export function mayHaveRest(direction: Direction, sortKey: SortKey, hint: Hint | undefined): boolean {
  if (sortKey.tiebreaker === (direction === 'forward' ? HIGHEST_TIEBREAKER : LOWEST_TIEBREAKER)) return false;
  return hint?.rest ?? true;
}

export interface Seek<T> extends ListSource<T> {
  open(start: number, end: number): Promise<Segment<T>>;
  grow(direction: Direction, segment: Segment<T>, want: number): Promise<Segment<T>>;
}

/** Doubling steps after which the list is read from its start. */
const STEPS = 48;

/**
 * Finds a sort key in a list that may have moved: where the hint points (`first` is the segment read there), then next
 * to it, then by doubling steps, then by bisection. Resolves to a segment that can serve a walk from there.
 */
export async function seek<T>(
  list: Seek<T>,
  direction: Direction,
  sortKey: SortKey,
  hint: Hint | undefined,
  want: number,
  first: Segment<T>,
): Promise<Segment<T>> {
  const rest = mayHaveRest(direction, sortKey, hint);
  if (sortKey.time === -Infinity) return seekEnd(list, first, want);
  if (hint && (await locateBeside(list, direction, first, sortKey, rest, want + 2)) === 'here') return first;
  return search(list, direction, sortKey, rest, first, want + 2);
}

/** The far end of a list: by its total, or else by reading on. */
async function seekEnd<T>(list: Seek<T>, start: Segment<T>, want: number): Promise<Segment<T>> {
  const { total } = start;
  const segment =
    total === undefined || total <= start.next ? start : await list.open(Math.max(0, total - want - 1), total + 1);
  while (segment.end === 'open' && segment.rows.length > 0)
    await list.grow('forward', segment, Math.max(SEEK_ROWS, segment.rows.length));
  return segment.rows.length > 0 || segment === start ? segment : readOn(list, 'backward', start, END, true);
}

async function search<T>(
  list: Seek<T>,
  direction: Direction,
  sortKey: SortKey,
  rest: boolean,
  first: Segment<T>,
  size: number,
): Promise<Segment<T>> {
  let [low, high] = [0, Infinity];
  let segment = first;
  for (let step = size; step < size * 2 ** STEPS; step *= 2) {
    const found = locate(direction, segment, sortKey, rest);
    if (found === 'here') return segment;
    if (found === 'earlier') high = Math.min(high, segment.first);
    else low = Math.max(low, segment.next - 1);
    if (high - low <= 1) break;
    const start = found === 'earlier' ? Math.max(low, segment.first - step) : low + step;
    // A total smaller than the row numbers already seen is ignored.
    const bound = Math.min(high, segment.total !== undefined && segment.total > low ? segment.total : Infinity);
    segment = await list.open(...rangeAt(start < bound ? start : Math.floor((low + bound) / 2), size));
  }
  return readOn(list, direction, await list.open(0, size), sortKey, rest);
}

function rangeAt(start: number, size: number): [number, number] {
  return [start, start + size];
}

/** A hint may be off by a few rows: the segment is extended instead of a new search. */
async function locateBeside<T>(
  list: Seek<T>,
  direction: Direction,
  segment: Segment<T>,
  sortKey: SortKey,
  rest: boolean,
  want: number,
): Promise<SegmentPosition> {
  const found = locate(direction, segment, sortKey, rest);
  if (segment.rows.length === 0) return found;
  if (found === 'earlier' && segment.first > 0) await list.grow('backward', segment, want);
  if (found === 'later') await list.grow('forward', segment, want);
  return locate(direction, segment, sortKey, rest);
}

/** The fallback for a list that moved during the search: reads from its start, without a gap. */
async function readOn<T>(list: Seek<T>, direction: Direction, segment: Segment<T>, sortKey: SortKey, rest: boolean) {
  while (locate(direction, segment, sortKey, rest) === 'later')
    await list.grow('forward', segment, Math.max(SEEK_ROWS, segment.rows.length));
  return segment;
}

/**
 * The rows to read first, `[start, end)`: one before the sort key proves that nothing is missing, and one behind the
 * page shows that its last time is complete.
 */
export function firstRange(direction: Direction, hint: Hint | undefined, want: number): [number, number] {
  if (!hint) return [0, want + 1];
  if (direction === 'forward') return [Math.max(0, hint.index - 1), hint.index + want + 1];
  return [Math.max(0, hint.index - want - 1), hint.index + 1];
}
