import type { ListSource } from './list-source.js';
import { type Direction, END, HIGHEST_TIEBREAKER, LOWEST_TIEBREAKER, type SortKey } from '../sort-key.js';
import type { Segment } from './segment.js';

/** Where a list was when a place in it was last seen. A wrong hint costs calls, never rows. */
export interface Hint {
  /** Walking forward, the row number of the first row behind the place's time; backward, of the first row of it. */
  readonly index: number;
  /** Rows of the place's very time are still to come. */
  readonly rest: boolean;
}

/** Where in the list to look next: at smaller row numbers, at larger ones, or here. */
type Finding = 'earlier' | 'later' | 'here';

/** A run can serve a walk from a place when nothing between the place and the run's rows can be missing. */
export function look(direction: Direction, segment: Segment<unknown>, sortKey: SortKey, rest: boolean): Finding {
  return direction === 'forward' ? lookForward(segment, sortKey, rest) : lookBackward(segment, sortKey, rest);
}

function lookForward(segment: Segment<unknown>, { time }: SortKey, rest: boolean): Finding {
  const first = segment.rows[0]?.time ?? -Infinity;
  const last = segment.rows.at(-1)?.time ?? -Infinity;
  const begins = segment.first === 0 || first > time || (!rest && first === time);
  if (!begins) return 'earlier';
  return segment.end === 'open' && last > time ? 'later' : 'here';
}

function lookBackward(segment: Segment<unknown>, { time }: SortKey, rest: boolean): Finding {
  const first = segment.rows[0]?.time ?? -Infinity;
  const last = segment.rows.at(-1)?.time ?? -Infinity;
  if (segment.rows.length === 0) return segment.first === 0 && segment.end !== 'open' ? 'here' : 'earlier';
  const ends = segment.end !== 'open' || last < time || (!rest && last === time);
  if (!ends) return 'later';
  return segment.first > 0 && first < time ? 'earlier' : 'here';
}

/** Whether rows of the place's own time may still be to come, as far as the place itself tells. */
export function mayRest(direction: Direction, sortKey: SortKey, hint: Hint | undefined): boolean {
  if (sortKey.tiebreaker === (direction === 'forward' ? HIGHEST_TIEBREAKER : LOWEST_TIEBREAKER)) return false;
  return hint?.rest ?? true;
}

export interface Seek<T> extends ListSource<T> {
  open(start: number, end: number): Promise<Segment<T>>;
  grow(direction: Direction, segment: Segment<T>, want: number): Promise<Segment<T>>;
}

/** Steps after which a search goes on row by row. */
const STEPS = 48;
/** Rows read on at a time towards an end of which nothing is known. */
const STRIDE = 500;

/**
 * Finds the place in a list that may have moved since: where the hint says (`first`: what was read there, and it was not
 * there), then next to it, then by doubling steps, then by halving. Resolves to a run that can serve a walk from there.
 */
export async function seek<T>(
  list: Seek<T>,
  direction: Direction,
  sortKey: SortKey,
  hint: Hint | undefined,
  want: number,
  first: Segment<T>,
): Promise<Segment<T>> {
  const rest = mayRest(direction, sortKey, hint);
  if (sortKey.time === -Infinity) return seekEnd(list, first, want);
  if (hint && (await lookBeside(list, direction, first, sortKey, rest, want + 2)) === 'here') return first;
  return search(list, direction, sortKey, rest, first, want + 2);
}

/** The far end of a list: where the total says, or else as many rows on as it takes. */
async function seekEnd<T>(list: Seek<T>, start: Segment<T>, want: number): Promise<Segment<T>> {
  const { total } = start;
  const segment =
    total === undefined || total <= start.next ? start : await list.open(Math.max(0, total - want - 1), total + 1);
  while (segment.end === 'open' && segment.rows.length > 0)
    await list.grow('forward', segment, Math.max(STRIDE, segment.rows.length));
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
    const finding = look(direction, segment, sortKey, rest);
    if (finding === 'here') return segment;
    if (finding === 'earlier') high = Math.min(high, segment.first);
    else low = Math.max(low, segment.next - 1);
    if (high - low <= 1) break;
    const start = finding === 'earlier' ? Math.max(low, segment.first - step) : low + step;
    // A total that is smaller than what was already seen says nothing.
    const bound = Math.min(high, segment.total !== undefined && segment.total > low ? segment.total : Infinity);
    segment = await list.open(...windowAt(start < bound ? start : Math.floor((low + bound) / 2), size));
  }
  return readOn(list, direction, await list.open(0, size), sortKey, rest);
}

function windowAt(start: number, size: number): [number, number] {
  return [start, start + size];
}

/** A hint that is off by a few rows: read on from what was read instead of beginning anew. */
async function lookBeside<T>(
  list: Seek<T>,
  direction: Direction,
  segment: Segment<T>,
  sortKey: SortKey,
  rest: boolean,
  want: number,
): Promise<Finding> {
  const finding = look(direction, segment, sortKey, rest);
  if (segment.rows.length === 0) return finding;
  if (finding === 'earlier' && segment.first > 0) await list.grow('backward', segment, want);
  if (finding === 'later') await list.grow('forward', segment, want);
  return look(direction, segment, sortKey, rest);
}

/** The sure way, for a list that moved under the search: from its start, without leaving anything out. */
async function readOn<T>(list: Seek<T>, direction: Direction, segment: Segment<T>, sortKey: SortKey, rest: boolean) {
  while (look(direction, segment, sortKey, rest) === 'later')
    await list.grow('forward', segment, Math.max(STRIDE, segment.rows.length));
  return segment;
}

/**
 * The rows to read first, `[start, end)`: one before the place proves that nothing is missing, one behind the page that
 * its last time is complete.
 */
export function firstWindow(direction: Direction, hint: Hint | undefined, want: number): [number, number] {
  if (!hint) return [0, want + 1];
  if (direction === 'forward') return [Math.max(0, hint.index - 1), hint.index + want + 1];
  return [Math.max(0, hint.index - want - 1), hint.index + 1];
}
