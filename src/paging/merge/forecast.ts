import { compareInDirection, type Direction, LOWEST_TIEBREAKER, type SortKey } from '../sort-key.js';

/** What a page knows of one of its lists. */
export interface Known {
  /** Up to here its rows are known. */
  readonly position: SortKey;
  readonly ended: 'no' | 'end' | 'wall';
  /** Its rows to a millisecond, as far as they are known. */
  readonly density: number;
  /** How many of the rows at hand come before a place. */
  countBefore(sortKey: SortKey): number;
}

/** A span is made four times as long until it is long enough, up to a century; halving finds it to a tenth. */
const SHORTEST_MS = 60_000;
const STEPS = 13;
const HALVINGS = 5;

/**
 * Where a page will have the rows that it misses, if all lists go on to be as dense as they were: one that has ended
 * goes on no more, and of one that was not read nothing is known. `from`: up to where a list is known that the page
 * waits for. `undefined`: nobody can tell.
 */
export function endOfPage(
  direction: Direction,
  lists: readonly Known[],
  { time: from }: SortKey,
  missing: number,
): SortKey | undefined {
  if (!Number.isFinite(from)) return undefined;
  const placeAt = (span: number) => ({
    time: direction === 'forward' ? from - span : from + span,
    tiebreaker: LOWEST_TIEBREAKER,
  });
  const rowsWithin = (span: number) => {
    const sortKey = placeAt(span);
    return lists.reduce((sum, list) => sum + list.countBefore(sortKey) + rowsExpected(direction, list, sortKey), 0);
  };
  let [low, high] = [0, SHORTEST_MS];
  for (let step = 0; step < STEPS && rowsWithin(high) < missing; step++) [low, high] = [high, high * 4];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (rowsWithin(middle) < missing) low = middle;
    else high = middle;
  }
  return placeAt(high);
}

/** How many rows a list will have up to a place beyond those that are known. */
export function rowsExpected(direction: Direction, { ended, position, density }: Known, sortKey: SortKey): number {
  const isBeyond = ended === 'no' && density > 0 && compareInDirection(direction, sortKey, position) > 0;
  return isBeyond ? Math.abs(sortKey.time - position.time) * density : 0;
}
