import { hash } from 'node:crypto';

/**
 * A place in the one order of all walks: newest first, rows of one time by `tie`. A place names what stands there and
 * stays valid when rows come and go. `time` is in milliseconds since 1970, `Infinity` for what has not started.
 */
export interface Place {
  readonly time: number;
  readonly tie: string;
}

/** Sorts before every row of its time. */
export const LOWEST_TIE = '';
/** Sorts after every row of its time. */
export const HIGHEST_TIE = '\uffff';
/** Before all rows. */
export const START: Place = { time: Infinity, tie: LOWEST_TIE };
/** After all rows. */
export const END: Place = { time: -Infinity, tie: HIGHEST_TIE };

/** Bytes of a tie as it stands in a cursor. */
export const TIE_BYTES = 8;

/**
 * Where a row stands among those of the same time. It depends on nothing but the row's identity, so that every walk
 * in either direction settles ties the same way, and it is short enough to name a place in a cursor.
 */
export function tieOf(space: string, identity: string): string {
  return hash('sha256', `${space}\0${identity}`, 'binary').slice(0, TIE_BYTES);
}

/** Negative where `a` comes before `b`. */
function comparePlaces(a: Place, b: Place): number {
  if (a.time !== b.time) return a.time > b.time ? -1 : 1;
  if (a.tie === b.tie) return 0;
  return a.tie < b.tie ? -1 : 1;
}

export type Direction = 'forward' | 'backward';

/** Negative where a walk in this direction meets `a` before `b`. */
export function compareInDirection(direction: Direction, a: Place, b: Place): number {
  return direction === 'forward' ? comparePlaces(a, b) : comparePlaces(b, a);
}

/** Whichever of two places a walk in this direction reaches later. */
export function further(direction: Direction, a: Place, b: Place): Place {
  return compareInDirection(direction, a, b) >= 0 ? a : b;
}

/** Where a walk in this direction stands before it has met any row. */
export function origin(direction: Direction): Place {
  return direction === 'forward' ? START : END;
}

/** Where a walk in this direction stands when it comes to the rows of a time. */
export function before(direction: Direction, time: number): Place {
  return { time, tie: direction === 'forward' ? LOWEST_TIE : HIGHEST_TIE };
}

/** Where a walk in this direction stands when it has met all rows of a time. */
export function behind(direction: Direction, time: number): Place {
  return { time, tie: direction === 'forward' ? HIGHEST_TIE : LOWEST_TIE };
}
