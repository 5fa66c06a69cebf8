import type { TimedRow } from './timed-row.js';
import { type Direction, HIGHEST_TIEBREAKER, LOWEST_TIEBREAKER, type SortKey } from '../sort-key.js';

/** Whether no row is newer than the one before it. */
export function isSorted(rows: readonly TimedRow<unknown>[]): boolean {
  return !rows.some(isOutOfPlace);
}

/** Newest first; rows of one time keep the provider's order. */
export function sortRows<T>(rows: readonly TimedRow<T>[]): TimedRow<T>[] {
  return rows.toSorted((a, b) => (a.time === b.time ? 0 : b.time - a.time));
}

/**
 * The rows that a walk may have skipped. The walk read a part of an unsorted list, assumed it to be in order, and is at
 * `sortKey` now: it cannot have returned the rows from the first misplaced row on.
 */
export function skippedRows<T>(
  direction: Direction,
  sortKey: SortKey,
  listed: readonly TimedRow<T>[],
): readonly TimedRow<T>[] {
  if (direction === 'forward') {
    const unseen = listed.slice(listed.findIndex(isOutOfPlace));
    return unseen.filter(
      ({ time }) => time > sortKey.time || (time === sortKey.time && sortKey.tiebreaker !== LOWEST_TIEBREAKER),
    );
  }
  const unseen = listed.slice(0, listed.findLastIndex(isOutOfPlace));
  return unseen.filter(
    ({ time }) => time < sortKey.time || (time === sortKey.time && sortKey.tiebreaker !== HIGHEST_TIEBREAKER),
  );
}

function isOutOfPlace(row: TimedRow<unknown>, index: number, rows: readonly TimedRow<unknown>[]): boolean {
  const previous = rows[index - 1];
  return previous !== undefined && row.time > previous.time;
}
