import { ListFault } from '../errors.js';
import type { Feed, Page, Row } from '../feed.js';
import type { Learned } from './learned-limits.js';
import { mayBeCapped, proveLimit } from './limit-cap.js';
import type { PlannedCall } from './plan-calls.js';
import { isSorted, sortRows } from './sorting.js';

/** A page placed on its list, after its rows, its size and its total were held against what was asked. */
export interface PlacedPage<T> {
  /** The row number of the first row, counted from 0. */
  readonly start: number;
  readonly rows: readonly Row<T>[];
  readonly end: 'open' | 'end';
  /** How many rows came, where that is fewer than were asked for. */
  readonly short: number | undefined;
  /** The rows came in the order of their times. */
  readonly isOrdered: boolean;
  readonly total: number | undefined;
  readonly serverTime: number | undefined;
}

/** The page may be another one than was meant: ask anew, with limits that the service honours for certain. */
export interface Misplaced {
  readonly limitCap: number;
}

export function isMisplaced(page: object): page is Misplaced {
  return 'limitCap' in page;
}

/**
 * Decides what a page says about its list.
 *
 * A short page is the end only if the total agrees, because limits are capped in silence. A full page never is,
 * whatever the total says, because totals lie: the next read tells. Rows that nobody asked for are left to the call
 * that asks for them.
 */
export function placePage<T>(
  feed: Feed<T>,
  call: PlannedCall,
  page: Page<T>,
  learned: Learned,
): PlacedPage<T> | Misplaced {
  const { total, serverTime } = page;
  const isWhole = feed.style.unit === 'whole';
  const rows = isWhole || page.rows.length <= call.limit ? page.rows : page.rows.slice(0, call.limit);
  const short = rows.length < call.limit ? rows.length : undefined;
  const isOrdered = isSorted(page.rows);
  const placed: PlacedPage<T> = { start: call.start, rows, total, serverTime, short, isOrdered, end: 'end' };
  if (isWhole) return { ...placed, rows: sortRows(rows), isOrdered: true };
  if (rows.length === 0 && call.start === 0 && (total ?? 0) > 0) {
    throw new ListFault('UPSTREAM_INVALID', 'The list is empty although its total says otherwise.');
  }
  const isNumbered = feed.style.unit === 'page';
  const isDoubtful = mayBeCapped(call, rows.length, learned);
  const capped = isDoubtful && (total === undefined || total > call.start + rows.length);
  // The total says so, or page numbers cannot wait until what follows does.
  if (capped && (total !== undefined || isNumbered)) proveLimit({ learned }, rows.length);
  if (isNumbered && page.rows.length > call.limit) {
    throw new ListFault('UPSTREAM_INVALID', 'A page has more rows than were asked for.');
  }
  // A capped limit moves every numbered page but the first, even one that is as short as its total promises.
  if (isNumbered && isDoubtful && call.start > 0) return { limitCap: rows.length };
  learned.mostRows = Math.max(learned.mostRows, rows.length);
  const ended = short !== undefined && !capped && (total === undefined || total <= call.start + rows.length);
  return ended ? placed : { ...placed, end: 'open' };
}
