import { hash } from 'node:crypto';

/**
 * A position in the one order of all rows: newest first, rows of one time by `tiebreaker`. It is independent of row
 * numbers, so it stays valid when rows come and go. `time` is in milliseconds since 1970, `Infinity` for what has not
 * started.
 */
export interface SortKey {
  readonly time: number;
  readonly tiebreaker: string;
}

/** Sorts before every row of its time. */
export const LOWEST_TIEBREAKER = '';
/** Sorts after every row of its time. */
export const HIGHEST_TIEBREAKER = '\uffff';
/** Before all rows. */
export const START: SortKey = { time: Infinity, tiebreaker: LOWEST_TIEBREAKER };
/** After all rows. */
export const END: SortKey = { time: -Infinity, tiebreaker: HIGHEST_TIEBREAKER };

/** Bytes of a tiebreaker in a cursor. */
export const TIEBREAKER_BYTES = 8;

/** Sorts a row that inherits its time behind the row above it: almost no hash begins with these bytes. */
const INHERITED_PREFIX = '\xff\xff';

/**
 * The order of rows of one time: a hash of the row's identity. It depends on nothing else, so every walk has the same
 * order in either direction, and it is short enough for a cursor. `inheritsTime`: the row has no time of its own.
 */
export function tiebreakerOf(space: string, identity: string, inheritsTime = false): string {
  const digest = hash('sha256', `${space}\0${identity}`, 'binary');
  return inheritsTime
    ? INHERITED_PREFIX + digest.slice(0, TIEBREAKER_BYTES - INHERITED_PREFIX.length)
    : digest.slice(0, TIEBREAKER_BYTES);
}

/** Negative if `a` comes before `b`. */
function compareSortKeys(a: SortKey, b: SortKey): number {
  if (a.time !== b.time) return a.time > b.time ? -1 : 1;
  if (a.tiebreaker === b.tiebreaker) return 0;
  return a.tiebreaker < b.tiebreaker ? -1 : 1;
}

export type Direction = 'forward' | 'backward';

/** Negative if a walk in this direction reaches `a` before `b`. */
export function compareInDirection(direction: Direction, a: SortKey, b: SortKey): number {
  return direction === 'forward' ? compareSortKeys(a, b) : compareSortKeys(b, a);
}

/** The one of two sort keys that a walk in this direction reaches later. */
export function further(direction: Direction, a: SortKey, b: SortKey): SortKey {
  return compareInDirection(direction, a, b) >= 0 ? a : b;
}

/** The sort key before the first row of a walk in this direction. */
export function origin(direction: Direction): SortKey {
  return direction === 'forward' ? START : END;
}

/** The sort key right before the rows of a time, in walking order. */
export function before(direction: Direction, time: number): SortKey {
  return { time, tiebreaker: direction === 'forward' ? LOWEST_TIEBREAKER : HIGHEST_TIEBREAKER };
}

/** The sort key right behind the rows of a time, in walking order. */
export function behind(direction: Direction, time: number): SortKey {
  return { time, tiebreaker: direction === 'forward' ? HIGHEST_TIEBREAKER : LOWEST_TIEBREAKER };
}
