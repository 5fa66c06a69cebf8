import type { Row } from '../feed.js';

/** A row with the time that orders it in its list. */
export interface TimedRow<T> extends Row<T> {
  readonly time: number;
  /** The row has no time of its own; `time` is that of the row above it. It matches no time filter. */
  readonly inheritsTime?: boolean;
}

/**
 * Gives rows without a time of their own the time of the row above. `above`: the time for the first row: that of the
 * row above it, or that of the head of the list.
 */
export function inheritTimes<T>(rows: readonly Row<T>[], above: number): readonly TimedRow<T>[] {
  if (rows.every(hasTime)) return rows;
  let time = above;
  return rows.map((row) => {
    if (!hasTime(row)) return { ...row, time, inheritsTime: true };
    ({ time } = row);
    return row;
  });
}

/** How many rows at the beginning have no time of their own. */
export function countUntimed(rows: readonly Row<unknown>[]): number {
  if (rows[0]?.time !== undefined) return 0;
  const first = rows.findIndex(hasTime);
  return first < 0 ? rows.length : first;
}

function hasTime<T>(row: Row<T>): row is TimedRow<T> {
  return row.time !== undefined;
}
