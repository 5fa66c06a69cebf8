import { Disorder, ListFault } from './fault.js';
import type { Feed, Page, Row } from './feed.js';
import type { Learned } from './learned.js';
import type { PlannedCall } from './plan.js';

/** A page placed on its list, after its rows, its size and its total were held against what was asked. */
export interface PlacedPage<T> {
  /** The row number of the first row, counted from 0. */
  readonly start: number;
  readonly rows: readonly Row<T>[];
  readonly end: 'open' | 'end';
  /** Fewer rows came than were asked for. */
  readonly isShort: boolean;
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
 * whatever the total says, because totals lie: the next read tells.
 */
export function placePage<T>(
  feed: Feed<T>,
  call: PlannedCall,
  page: Page<T>,
  learned: Learned,
): PlacedPage<T> | Misplaced {
  const { rows, total, serverTime } = page;
  assertOrdered(rows);
  const isShort = rows.length < call.limit;
  const placed: PlacedPage<T> = { start: call.start, rows, total, serverTime, isShort, end: 'end' };
  if (feed.dialect.unit === 'whole') return placed;
  if (rows.length === 0 && call.start === 0 && (total ?? 0) > 0) {
    throw new ListFault('UPSTREAM_INVALID', 'The list is empty although its total says otherwise.');
  }
  const capped = isCapped(call, rows.length, total, learned);
  const largest = Math.max(learned.mostRows, rows.length);
  if (feed.dialect.unit === 'page') {
    const misplaced = placeByPageNumber(call, rows.length, capped, learned);
    if (misplaced) return misplaced;
  }
  learned.mostRows = largest;
  const ended = isShort && !capped && (total === undefined || total <= call.start + rows.length);
  return ended ? placed : { ...placed, end: 'open' };
}

/**
 * Where pages are numbered, a capped limit moves every page but the first. Even a page that is as short as its total
 * promises may be another one, unless more rows than these were once received together.
 */
function placeByPageNumber(
  call: PlannedCall,
  received: number,
  capped: boolean,
  learned: Learned,
): Misplaced | undefined {
  if (received > call.limit) throw new ListFault('UPSTREAM_INVALID', 'A page has more rows than were asked for.');
  if (capped) learned.limitCap = received;
  const isDoubtful = received >= SMALLEST_CAP && received < call.limit && received >= learned.mostRows;
  return call.start > 0 && (capped || isDoubtful) ? { limitCap: received } : undefined;
}

/**
 * Whether a short page may be short because the service silently lowers limits. Where no total tells, only a round
 * number that was never exceeded is suspected.
 */
function isCapped(call: PlannedCall, received: number, total: number | undefined, learned: Learned): boolean {
  if (received === 0 || received >= call.limit) return false;
  if (total !== undefined) return call.start + received < Math.min(total, call.start + call.limit);
  return received % SMALLEST_CAP === 0 && received >= learned.mostRows;
}

/** No service lowers a limit below the one that it takes by default. */
const SMALLEST_CAP = 10;

function assertOrdered(rows: readonly Row<unknown>[]): void {
  for (let index = 1; index < rows.length; index++) {
    const [newer, older] = [rows[index - 1], rows[index]];
    if (newer && older && older.time > newer.time) throw new Disorder();
  }
}
