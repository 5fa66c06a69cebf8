import type { ListSource } from './fetch-range.js';
import { type Direction, END, HIGHEST_TIE, LOWEST_TIE, type Place } from '../sort-key.js';
import type { Run } from './segment.js';

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
export function look(direction: Direction, run: Run<unknown>, place: Place, rest: boolean): Finding {
  return direction === 'forward' ? lookForward(run, place, rest) : lookBackward(run, place, rest);
}

function lookForward(run: Run<unknown>, { time }: Place, rest: boolean): Finding {
  const first = run.rows[0]?.time ?? -Infinity;
  const last = run.rows.at(-1)?.time ?? -Infinity;
  const begins = run.first === 0 || first > time || (!rest && first === time);
  if (!begins) return 'earlier';
  return run.end === 'open' && last > time ? 'later' : 'here';
}

function lookBackward(run: Run<unknown>, { time }: Place, rest: boolean): Finding {
  const first = run.rows[0]?.time ?? -Infinity;
  const last = run.rows.at(-1)?.time ?? -Infinity;
  if (run.rows.length === 0) return run.first === 0 && run.end !== 'open' ? 'here' : 'earlier';
  const ends = run.end !== 'open' || last < time || (!rest && last === time);
  if (!ends) return 'later';
  return run.first > 0 && first < time ? 'earlier' : 'here';
}

/** Whether rows of the place's own time may still be to come, as far as the place itself tells. */
export function mayRest(direction: Direction, place: Place, hint: Hint | undefined): boolean {
  if (place.tie === (direction === 'forward' ? HIGHEST_TIE : LOWEST_TIE)) return false;
  return hint?.rest ?? true;
}

export interface Seek<T> extends ListSource<T> {
  open(start: number, end: number): Promise<Run<T>>;
  grow(direction: Direction, run: Run<T>, want: number): Promise<Run<T>>;
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
  place: Place,
  hint: Hint | undefined,
  want: number,
  first: Run<T>,
): Promise<Run<T>> {
  const rest = mayRest(direction, place, hint);
  if (place.time === -Infinity) return seekEnd(list, first, want);
  if (hint && (await lookBeside(list, direction, first, place, rest, want + 2)) === 'here') return first;
  return search(list, direction, place, rest, first, want + 2);
}

/** The far end of a list: where the total says, or else as many rows on as it takes. */
async function seekEnd<T>(list: Seek<T>, start: Run<T>, want: number): Promise<Run<T>> {
  const { total } = start;
  const run =
    total === undefined || total <= start.next ? start : await list.open(Math.max(0, total - want - 1), total + 1);
  while (run.end === 'open' && run.rows.length > 0) await list.grow('forward', run, Math.max(STRIDE, run.rows.length));
  return run.rows.length > 0 || run === start ? run : readOn(list, 'backward', start, END, true);
}

async function search<T>(
  list: Seek<T>,
  direction: Direction,
  place: Place,
  rest: boolean,
  first: Run<T>,
  size: number,
): Promise<Run<T>> {
  let [low, high] = [0, Infinity];
  let run = first;
  for (let step = size; step < size * 2 ** STEPS; step *= 2) {
    const finding = look(direction, run, place, rest);
    if (finding === 'here') return run;
    if (finding === 'earlier') high = Math.min(high, run.first);
    else low = Math.max(low, run.next - 1);
    if (high - low <= 1) break;
    const start = finding === 'earlier' ? Math.max(low, run.first - step) : low + step;
    // A total that is smaller than what was already seen says nothing.
    const bound = Math.min(high, run.total !== undefined && run.total > low ? run.total : Infinity);
    run = await list.open(...windowAt(start < bound ? start : Math.floor((low + bound) / 2), size));
  }
  return readOn(list, direction, await list.open(0, size), place, rest);
}

function windowAt(start: number, size: number): [number, number] {
  return [start, start + size];
}

/** A hint that is off by a few rows: read on from what was read instead of beginning anew. */
async function lookBeside<T>(
  list: Seek<T>,
  direction: Direction,
  run: Run<T>,
  place: Place,
  rest: boolean,
  want: number,
): Promise<Finding> {
  const finding = look(direction, run, place, rest);
  if (run.rows.length === 0) return finding;
  if (finding === 'earlier' && run.first > 0) await list.grow('backward', run, want);
  if (finding === 'later') await list.grow('forward', run, want);
  return look(direction, run, place, rest);
}

/** The sure way, for a list that moved under the search: from its start, without leaving anything out. */
async function readOn<T>(list: Seek<T>, direction: Direction, run: Run<T>, place: Place, rest: boolean) {
  while (look(direction, run, place, rest) === 'later')
    await list.grow('forward', run, Math.max(STRIDE, run.rows.length));
  return run;
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
