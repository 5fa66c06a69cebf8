import type { TimedRow } from './timed-row.js';
import { type Direction, HIGHEST_TIEBREAKER, LOWEST_TIEBREAKER, type SortKey } from '../sort-key.js';

/** Whether no row is newer than the one before it. */
export function isSorted(rows: readonly TimedRow<unknown>[]): boolean {
  return !rows.some(isMisplaced);
}

/** Newest first; rows of one time keep the order in which the list has them. */
export function sortRows<T>(rows: readonly TimedRow<T>[]): TimedRow<T>[] {
  return rows.toSorted((a, b) => (a.time === b.time ? 0 : b.time - a.time));
}

/**
 * The rows that a walk may have passed over that read a part of a list which is out of order, took that part to be in
 * order, and stands at `place` now: it cannot have met those from the first misplaced row on.
 */
export function passedOver<T>(
  direction: Direction,
  sortKey: SortKey,
  listed: readonly TimedRow<T>[],
): readonly TimedRow<T>[] {
  if (direction === 'forward') {
    const unmet = listed.slice(listed.findIndex(isMisplaced));
    return unmet.filter(
      ({ time }) => time > sortKey.time || (time === sortKey.time && sortKey.tiebreaker !== LOWEST_TIEBREAKER),
    );
  }
  const unmet = listed.slice(0, listed.findLastIndex(isMisplaced));
  return unmet.filter(
    ({ time }) => time < sortKey.time || (time === sortKey.time && sortKey.tiebreaker !== HIGHEST_TIEBREAKER),
  );
}

function isMisplaced(row: TimedRow<unknown>, index: number, rows: readonly TimedRow<unknown>[]): boolean {
  const previous = rows[index - 1];
  return previous !== undefined && row.time > previous.time;
}
