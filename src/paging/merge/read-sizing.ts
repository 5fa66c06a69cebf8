import type { Dialect } from '../list/pagination-style.js';
import { largestLimit, OVERLAP } from '../list/plan-calls.js';

/** Rows that joining a reading to another takes at the most. */
const JOINT = 4;
/** Rows read at a time in a search. */
const LONGEST_SEARCH = 1000;
/** Rows that a call returns as quickly as it returns fewer. */
const FIRST_PORTION = 100;

/** What a search of a list has come to. */
export interface Yield {
  readonly found: number;
  /** Rows that did not match. */
  readonly examined: number;
}

/**
 * How many rows to read where only some match. At first all that one call can bring, because it costs no more than
 * half of it; then as many as the matches so far promise and may be examined, and again all that the last call brings.
 */
export function rowsToSearch(dialect: Dialect, want: number, { found, examined }: Yield, scanRows: number): number {
  const fresh = largestLimit(dialect) - OVERLAP;
  if (found + examined === 0) return Math.max(want, Math.min(FIRST_PORTION, fresh) - JOINT);
  const promised = Math.ceil((want * (found + examined + 1)) / (found + 1));
  return filled(dialect, Math.max(want, Math.min(promised, LONGEST_SEARCH, scanRows - examined)));
}

/** As many rows as the calls bring that this many take. */
function filled(dialect: Dialect, rows: number): number {
  const fresh = largestLimit(dialect) - OVERLAP;
  return dialect.unit === 'row' && fresh > JOINT ? Math.ceil((rows + OVERLAP) / fresh) * fresh - OVERLAP : rows;
}

/**
 * How many rows to read at first of one list among many, of which a page wants `share` each on average. Most lists turn
 * out to hold few rows of the page, some most of it.
 */
export function rowsToMerge(dialect: Dialect, share: number): number {
  if (dialect.unit === 'whole') return Infinity;
  return Math.min(oneCall(dialect), Math.max(FIRST_PORTION, Math.ceil(share * JOINT)));
}

/** As many as chance makes of so many, twice the deviation of a count: a call is cheaper than a round of calls. */
export function likely(expected: number): number {
  return Math.ceil(expected + 2 * Math.sqrt(expected));
}

/** How many to read on where so many are expected to be on the page. */
export function rowsToGoOn(dialect: Dialect, expected: number): number {
  const rows = Math.max(leastToGoOn(dialect), likely(expected) + JOINT);
  return rows > oneCall(dialect) ? filled(dialect, rows) : rows;
}

/** Rows that are read on at a time whatever is expected. */
export function leastToGoOn(dialect: Dialect): number {
  return Math.min(oneCall(dialect), FIRST_PORTION);
}

function oneCall(dialect: Dialect): number {
  return Math.max(1, largestLimit(dialect) - JOINT);
}
