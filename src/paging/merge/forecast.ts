import { compareInDirection, type Direction, LOWEST_TIEBREAKER, type SortKey } from '../sort-key.js';
import { FORECAST_HALVINGS, FORECAST_QUADRUPLINGS, SHORTEST_FORECAST_MS } from '../read-sizes.js';

/** The state of one list during a page. */
export interface Known {
  /** Its rows are known up to here. */
  readonly position: SortKey;
  readonly ended: 'no' | 'end' | 'wall';
  /** Its rows per millisecond so far. */
  readonly density: number;
  /** How many buffered rows come before a sort key. */
  countBefore(sortKey: SortKey): number;
}

/**
 * Estimates the time at which the page fills, assuming each list keeps its observed density. A list that has ended adds
 * no rows, and nothing is known of a list that was not read. `from`: up to where the list is known that the page waits
 * for. `undefined`: no estimate is possible.
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
  let [low, high] = [0, SHORTEST_FORECAST_MS];
  for (let step = 0; step < FORECAST_QUADRUPLINGS && rowsWithin(high) < missing; step++) [low, high] = [high, high * 4];
  for (let step = 0; step < FORECAST_HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (rowsWithin(middle) < missing) low = middle;
    else high = middle;
  }
  return placeAt(high);
}

/** The estimated number of rows of a list up to a sort key, beyond those that are known. */
export function rowsExpected(direction: Direction, { ended, position, density }: Known, sortKey: SortKey): number {
  const isBeyond = ended === 'no' && density > 0 && compareInDirection(direction, sortKey, position) > 0;
  return isBeyond ? Math.abs(sortKey.time - position.time) * density : 0;
}
