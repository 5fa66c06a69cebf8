import type { Dialect } from './dialect.js';
import { largestLimit } from './plan.js';

/** Rows that joining a reading to another takes at the most. */
const JOINT = 4;
/** Rows that neighbouring calls of one reading share. */
const OVERLAP = 2;
/** Rows read at a time in a search. */
const LONGEST_SEARCH = 1000;
/** Rows that one of many lists is read for at first: a call returns them as quickly as it returns fewer. */
const FIRST_PORTION = 100;

/**
 * How many rows to read on where few of those looked at match: as many as the matches so far promise, and all that
 * the last call can bring, because it costs no more than half of it.
 */
export function rowsToSearch(dialect: Dialect, want: number, examined: number): number {
  const rows = Math.min(want + examined, LONGEST_SEARCH);
  const fresh = largestLimit(dialect) - OVERLAP;
  return dialect.unit === 'row' && fresh > JOINT ? Math.ceil((rows + OVERLAP) / fresh) * fresh - OVERLAP : rows;
}

/**
 * How many rows to read of one list among many, of which a page wants `share` each on average: one call's worth, and
 * twice as many with each further read. Most lists turn out to hold few rows of the page, some most of it.
 */
export function rowsToMerge(dialect: Dialect, share: number, reads: number): number {
  if (dialect.unit === 'whole') return Infinity;
  const call = Math.max(1, largestLimit(dialect) - JOINT) * 2 ** reads;
  return reads === 0 ? Math.min(call, Math.max(FIRST_PORTION, Math.ceil(share * JOINT))) : call;
}
