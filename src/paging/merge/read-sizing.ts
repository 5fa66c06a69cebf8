import { rowsExpected } from './forecast.js';
import type { SortKey } from '../sort-key.js';
import type { SourceReader } from './source-reader.js';
import type { WalkRequest } from './walk-page.js';
import type { PaginationStyle } from '../list/pagination-style.js';
import { largestLimit } from '../list/plan-calls.js';
import { SHORTEST_READ, JOINT, LONGEST_SEARCH, OVERLAP } from '../read-sizes.js';

/** The rows that a search has found and examined so far. */
export interface Yield {
  readonly found: number;
  /** Rows that did not match. */
  readonly examined: number;
}

/**
 * The number of rows to read if only some rows match. The first read takes all rows that one call can return, because a
 * call with fewer rows costs as much. Later reads are sized by the share of rows that matched so far, up to the limit, and
 * rounded up to whole calls.
 */
export function rowsToSearch(
  style: PaginationStyle,
  want: number,
  { found, examined }: Yield,
  scanRows: number,
): number {
  const fresh = largestLimit(style) - OVERLAP;
  if (found + examined === 0) return Math.max(want, Math.min(SHORTEST_READ, fresh) - JOINT);
  const promised = Math.ceil((want * (found + examined + 1)) / (found + 1));
  // A search that found no row within its limit examines the same number of rows again.
  const left = examined < scanRows ? scanRows - examined : scanRows;
  return filled(style, Math.max(want, Math.min(promised, LONGEST_SEARCH, left)));
}

/** Rounds up to the rows that the needed calls return. */
function filled(style: PaginationStyle, rows: number): number {
  const fresh = largestLimit(style) - OVERLAP;
  return style.unit === 'row' && fresh > JOINT ? Math.ceil((rows + OVERLAP) / fresh) * fresh - OVERLAP : rows;
}

/**
 * The number of rows to read first from each of many lists. `share`: the rows of the page divided by the number of lists.
 * Most lists have only a few rows of the page, and some lists have most of them.
 */
export function rowsToMerge(style: PaginationStyle, share: number): number {
  if (style.unit === 'whole') return Infinity;
  return Math.min(oneCall(style), Math.max(SHORTEST_READ, Math.ceil(share * JOINT)));
}

/** Upper estimate n + 2√n (two standard deviations): reading too much costs less than another round trip. */
export function likely(expected: number): number {
  return Math.ceil(expected + 2 * Math.sqrt(expected));
}

/** The number of rows to read next if `expected` rows are on the page. */
export function rowsToGoOn(style: PaginationStyle, expected: number): number {
  const rows = Math.max(leastToGoOn(style), likely(expected) + JOINT);
  return rows > oneCall(style) ? filled(style, rows) : rows;
}

/** The smallest number of rows to read next, for any estimate. */
export function leastToGoOn(style: PaginationStyle): number {
  return Math.min(oneCall(style), SHORTEST_READ);
}

function oneCall(style: PaginationStyle): number {
  return Math.max(1, largestLimit(style) - JOINT);
}

/**
 * The number of rows to read now of one source of a page. `want`: rows that the page lacks. `end`: the estimated end of
 * the page.
 */
export function rowsWanted<T>(
  { sources, count, direction, session }: WalkRequest<T>,
  reader: SourceReader<T>,
  want: number,
  end: SortKey | undefined,
): number {
  const { feed, matches, stored } = reader.source;
  if (stored) return want;
  const { length: lists } = sources;
  const { share } = reader.past ?? {};
  const isAlone = lists === 1;
  const expected = end ? rowsExpected(direction, reader, end) : 0;
  if (matches && (isAlone || reader.examined > 0)) {
    const demand = end ? Math.min(want, likely(expected) + 1) : want;
    return rowsToSearch(feed.style, demand, reader, session.options.scanRows);
  }
  if (isAlone) return want;
  if (reader.isRead) return Math.min(want, rowsToGoOn(feed.style, expected));
  if (share?.of === lists) return Math.min(want, rowsToGoOn(feed.style, share.part * count));
  return Math.min(want, rowsToMerge(feed.style, count / lists));
}
