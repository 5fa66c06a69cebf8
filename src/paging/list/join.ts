import type { Row } from '../feed.js';
import type { TimedRow } from './timed-row.js';

// Two readings of a list that changes are joined by time. A reading that begins with a row newer than the boundary (the
// last row of the earlier reading) holds the boundary's whole time group and everything older, as one call showed it.
// A reading that begins within the boundary's time group is safe only if no row of the group can be missing: services
// that sort by time alone may return the rows of one time in another order at each call.

/** Consecutive rows of a list. */
export interface Reading<T> {
  /** The row number of the first row, counted from 0. */
  readonly start: number;
  /** The row number behind the last row. */
  readonly next: number;
  readonly rows: readonly TimedRow<T>[];
  /** Rows right before these without a time of their own. */
  readonly untimed?: readonly Row<T>[];
  /** The list's total when the first row was read. */
  readonly firstTotal: number | undefined;
  readonly total: number | undefined;
}

/** The end of an earlier reading, to which a later one is appended. */
export type ReadingEnd = Pick<Reading<unknown>, 'next' | 'total'>;
/** The start of an earlier reading, before which a later one is inserted. */
export type ReadingStart = Pick<Reading<unknown>, 'start' | 'firstTotal'>;

// A service keeps a stable order of rows of one time if two readings show it: by a few rows that end the one and begin
// the other, or by more rows in the same order, between which others came or went.
export const STABLE_ROWS = 6;
const STABLE_ROWS_APART = 8;
/** How many rows it takes if the row numbers contradict it. */
const STABLE_ROWS_AGAINST_NUMBERS = 8;

/** Appends a later reading to the rows of an earlier one. `false`: rows between the two may be missing. */
export function appendOlder<T>(rows: TimedRow<T>[], end: ReadingEnd, reading: Reading<T>, twins = false): boolean {
  const boundary = rows.at(-1)?.time;
  const later = withTimes(rows, reading);
  const first = later.rows[0];
  if (boundary === undefined || !first || first.time < boundary) return false;
  // The list moved down: the reading contains only newer rows, and what follows is further down.
  if ((later.rows.at(-1)?.time ?? boundary) > boundary) return true;
  if (first.time > boundary) {
    while (rows.at(-1)?.time === boundary) rows.pop();
    rows.push(...later.rows.filter((row) => row.time <= boundary));
    return true;
  }
  if (twins) return false;
  const known = groupAtEnd(rows, boundary);
  const group = groupAtStart(later.rows, boundary);
  if (!isWholeGroup(known, group, overlapOf(end, later))) return false;
  const identities = identitiesOf(known);
  rows.push(...later.rows.filter((row) => row.time < boundary || !identities.has(row.identity)));
  return true;
}

/**
 * Inserts a later reading of newer rows before the rows of an earlier one. `undefined`: rows between the two may be
 * missing.
 */
export function prependNewer<T>(
  rows: readonly TimedRow<T>[],
  start: ReadingStart,
  reading: Reading<T>,
  twins = false,
): TimedRow<T>[] | undefined {
  const boundary = rows[0]?.time;
  const last = reading.rows.at(-1);
  if (boundary === undefined || !last || last.time > boundary) return undefined;
  if (last.time < boundary) {
    return [...reading.rows.filter((row) => row.time >= boundary), ...rows.filter((row) => row.time < boundary)];
  }
  if (twins) return undefined;
  const known = groupAtStart(rows, boundary).toReversed();
  const group = groupAtEnd(reading.rows, boundary).toReversed();
  if (!isWholeGroup(known, group, overlapOf(reading, start))) return undefined;
  const identities = identitiesOf(known);
  return [...reading.rows.filter((row) => row.time > boundary || !identities.has(row.identity)), ...rows];
}

/**
 * How many row numbers two readings share, by their numbers and by how many rows came or went between them. `undefined`
 * if there is no total.
 */
function overlapOf(end: ReadingEnd, { start, firstTotal }: ReadingStart): number | undefined {
  if (end.total === undefined || firstTotal === undefined) return undefined;
  return end.next - start + firstTotal - end.total;
}

/**
 * Whether two readings together contain every row of a time group as far as they reach. They do if both have their
 * common rows in the same order, and these rows show that the order is stable: either as many as the row numbers that
 * both share (`overlap`), so that each row number has its own row, or too many for a coincidence.
 */
function isWholeGroup(known: readonly Row<unknown>[], group: readonly Row<unknown>[], overlap?: number): boolean {
  const identities = identitiesOf(known);
  const shared = group.reduce((count, { identity }) => count + Number(identities.has(identity)), 0);
  if (shared === 0) return false;
  const least = overlap === undefined ? STABLE_ROWS : STABLE_ROWS_AGAINST_NUMBERS;
  if (shared < least && shared !== overlap) return false;
  if (isSameOrder(known.slice(-shared), group.slice(0, shared))) return true;
  const reread = identitiesOf(group);
  return (
    shared >= STABLE_ROWS_APART &&
    isSameOrder(
      known.filter(({ identity }) => reread.has(identity)),
      group.filter(({ identity }) => identities.has(identity)),
    )
  );
}

function isSameOrder(rows: readonly Row<unknown>[], others: readonly Row<unknown>[]): boolean {
  return rows.length === others.length && rows.every(({ identity }, index) => others[index]?.identity === identity);
}

/** Gives rows without a time of their own, whose first row is known, the time of that known row. */
function withTimes<T>(known: readonly TimedRow<T>[], reading: Reading<T>): Reading<T> {
  const { untimed = [], rows, start } = reading;
  const [first] = untimed;
  const above = first && known.findLast(({ identity }) => identity === first.identity);
  if (!above) return reading;
  const timed = untimed.map((row) => ({ ...row, time: above.time, inheritsTime: true }));
  return { ...reading, start: start - untimed.length, rows: [...timed, ...rows] };
}

function groupAtEnd<T>(rows: readonly TimedRow<T>[], time: number): readonly TimedRow<T>[] {
  return rows.slice(rows.findLastIndex((row) => row.time !== time) + 1);
}

function groupAtStart<T>(rows: readonly TimedRow<T>[], time: number): readonly TimedRow<T>[] {
  const end = rows.findIndex((row) => row.time !== time);
  return end < 0 ? rows : rows.slice(0, end);
}

function identitiesOf(rows: readonly Row<unknown>[]): Set<string> {
  return new Set(rows.map(({ identity }) => identity));
}
