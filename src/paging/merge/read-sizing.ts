import type { PaginationStyle } from '../list/pagination-style.js';
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
export function rowsToSearch(
  style: PaginationStyle,
  want: number,
  { found, examined }: Yield,
  scanRows: number,
): number {
  const fresh = largestLimit(style) - OVERLAP;
  if (found + examined === 0) return Math.max(want, Math.min(FIRST_PORTION, fresh) - JOINT);
  const promised = Math.ceil((want * (found + examined + 1)) / (found + 1));
  // A search that goes on beyond its limit, because it has no row yet, examines as many rows again.
  const left = examined < scanRows ? scanRows - examined : scanRows;
  return filled(style, Math.max(want, Math.min(promised, LONGEST_SEARCH, left)));
}

/** As many rows as the calls bring that this many take. */
function filled(style: PaginationStyle, rows: number): number {
  const fresh = largestLimit(style) - OVERLAP;
  return style.unit === 'row' && fresh > JOINT ? Math.ceil((rows + OVERLAP) / fresh) * fresh - OVERLAP : rows;
}

/**
 * How many rows to read at first of one list among many, of which a page wants `share` each on average. Most lists turn
 * out to hold few rows of the page, some most of it.
 */
export function rowsToMerge(style: PaginationStyle, share: number): number {
  if (style.unit === 'whole') return Infinity;
  return Math.min(oneCall(style), Math.max(FIRST_PORTION, Math.ceil(share * JOINT)));
}

/** As many as chance makes of so many, twice the deviation of a count: a call is cheaper than a round of calls. */
export function likely(expected: number): number {
  return Math.ceil(expected + 2 * Math.sqrt(expected));
}

/** How many to read on where so many are expected to be on the page. */
export function rowsToGoOn(style: PaginationStyle, expected: number): number {
  const rows = Math.max(leastToGoOn(style), likely(expected) + JOINT);
  return rows > oneCall(style) ? filled(style, rows) : rows;
}

/** Rows that are read on at a time whatever is expected. */
export function leastToGoOn(style: PaginationStyle): number {
  return Math.min(oneCall(style), FIRST_PORTION);
}

function oneCall(style: PaginationStyle): number {
  return Math.max(1, largestLimit(style) - JOINT);
}
