import { ListFault } from '../errors.js';
import type { Feed, Page, Row, TimeWindow } from '../feed.js';
import { countUntimed, inheritTimes, type TimedRow } from './timed-row.js';
import type { Learned } from './learned-limits.js';
import { mayBeCapped, proveLimit } from './limit-cap.js';
import type { PlannedCall } from './plan-calls.js';
import { isSorted, sortRows } from './sorting.js';

/** A page at its row number in the list, after its rows, its size and its total were checked against the request. */
export interface PlacedPage<T> {
  /** The row number of the first row, counted from 0. */
  readonly start: number;
  readonly rows: readonly TimedRow<T>[];
  /** Rows right before these without a time of their own: only an earlier page shows the time of the row above. */
  readonly untimed: readonly Row<T>[];
  readonly end: 'open' | 'end';
  /** How many rows and `null`s the page has, if they are fewer than its limit. */
  readonly short: number | undefined;
  /** No row is newer than the one above it. */
  readonly isOrdered: boolean;
  readonly total: number | undefined;
  readonly serverTime: number | undefined;
}

/** The page may not be the one that the call requested: it must be read again, with limits that the service accepts. */
export interface Misplaced {
  readonly limitCap: number;
  /** The service has rejected a larger limit. */
  readonly isRejected?: boolean;
}

export function isMisplaced(page: object): page is Misplaced {
  return 'limitCap' in page;
}

/**
 * Decides which rows of its list a page contains, and whether the list ends with it.
 *
 * A short page is the end only if the total agrees, because services lower limits without an error. A full page never
 * is the end, for any total, because totals can be wrong: the next read decides. Rows beyond the limit are
 * ignored and read by another call, unless the page contains the whole list.
 */
export function placePage<T>(
  feed: Feed<T>,
  call: PlannedCall,
  page: Page<T>,
  learned: Learned,
  window?: TimeWindow,
): PlacedPage<T> | Misplaced {
  const { total, nulls = 0 } = page;
  // Rows without a time at the head of a list come first, in a time window as in a whole list.
  const headTime = window ? window.to - 1 : Infinity;
  if (feed.style.unit === 'whole' || isWholeList(call, page)) return toWholeList(feed, page, headTime);
  const isNumbered = feed.style.unit === 'page';
  if (isNumbered && page.rows.length > call.limit) {
    throw new ListFault('UPSTREAM_INVALID', 'A page has more rows than its limit.');
  }
  const rows = page.rows.length <= call.limit ? page.rows : page.rows.slice(0, call.limit);
  const received = rows.length + nulls;
  if (received === 0 && call.start === 0 && (total ?? 0) > 0) {
    throw new ListFault('UPSTREAM_INVALID', 'The list is empty although its total is not 0.');
  }
  const isDoubtful = mayBeCapped(call, received, learned);
  const capped = isDoubtful && (total === undefined || total > call.start + received);
  // The total proves it. With page numbers it cannot be left open until the following rows are read.
  if (capped && (total !== undefined || isNumbered)) proveLimit({ learned }, received);
  // A lowered limit moves every numbered page but the first, even one that is as short as its total says.
  if (isNumbered && isDoubtful && call.start > 0) return { limitCap: received };
  // The rows that follow can only be found by the limit that the service applied.
  if (isNumbered && lacksRows(call, received, page, learned)) return { limitCap: received };
  learned.mostRows = Math.max(learned.mostRows, received);
  const short = received < call.limit ? received : undefined;
  const ended = short !== undefined && !capped && (total === undefined || total <= call.start + received);
  return placed(page, rows, call.start, short, ended ? 'end' : 'open', headTime);
}

/** Whether rows follow a short page according to its total, and no longer page was received before. */
function lacksRows({ start, limit }: PlannedCall, received: number, { total = 0 }: Page<unknown>, learned: Learned) {
  const isShort = received > 0 && received < limit && received >= learned.mostRows;
  return isShort && total > start + received;
}

/** A service that ignores the limit may return its whole list: more rows than the limit, and exactly its total. */
function isWholeList({ limit }: PlannedCall, { rows, total, nulls = 0 }: Page<unknown>): boolean {
  return rows.length > limit && (total === rows.length || total === rows.length + nulls);
}

/** Only a list that can be read in no other way is sorted here without a further check. */
function toWholeList<T>({ style }: Feed<T>, page: Page<T>, headTime: number): PlacedPage<T> {
  const whole = placed(page, page.rows, 0, undefined, 'end', headTime);
  return style.unit === 'whole' ? { ...whole, rows: sortRows(whole.rows), isOrdered: true } : whole;
}

function placed<T>(
  { total, serverTime }: Page<T>,
  rows: readonly Row<T>[],
  first: number,
  short: number | undefined,
  end: 'open' | 'end',
  headTime: number,
): PlacedPage<T> {
  const untimed = first === 0 ? 0 : countUntimed(rows);
  const timed = inheritTimes(untimed === 0 ? rows : rows.slice(untimed), headTime);
  const start = first + untimed;
  return {
    start,
    rows: timed,
    untimed: rows.slice(0, untimed),
    end,
    short,
    isOrdered: isSorted(timed),
    total,
    serverTime,
  };
}
