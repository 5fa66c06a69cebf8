import { callsAhead, restOf } from './calls-ahead.js';
import type { PaginationStyle } from './pagination-style.js';
import { Disorder, ListFault } from '../errors.js';
import type { Page } from '../feed.js';
import type { FetchedRange } from './fetched-range.js';
import { appendOlder } from './join.js';
import type { ListSource } from './list-source.js';
import { doubtLimit, limitCapOf, proveLimit, smallerLimit, trustLimit } from './limit-cap.js';
import { isMisplaced, type Misplaced, type PlacedPage, placePage } from './place-page.js';
import { lastEnd, lastStart, plan, type PlannedCall, type PlanOptions } from './plan-calls.js';
import { sortRows } from './sorting.js';
import { OVERLAP, TIE_ROOM } from '../read-sizes.js';

/** How often a service may be found to lower its limit before the read fails. */
const REPLANS = 10;
/** How often the end of a list is searched at its wall while the list moves. */
const LOOKS_AT_THE_WALL = 3;
/**
 * Reads the rows `[start, end)` with the fewest calls and joins them. The calls for rows that the list is likely to
 * have go out at once; the others only if the first response shows that they are needed.
 */
export async function fetchRange<T>(
  list: ListSource<T>,
  start: number,
  end: number,
  knownTotal?: number,
  overlap = OVERLAP,
): Promise<FetchedRange<T>> {
  const { feed, past } = list;
  const isGuess = knownTotal === undefined;
  const likelyRows = isGuess ? (past?.rows ?? 0) : knownTotal + 1;
  let limitCap = limitCapOf(list);
  let wasLimitRejected = false;
  for (let attempt = 0; attempt < REPLANS; attempt++) {
    const options: PlanOptions = { overlap, limitCap };
    const [firstCall, ...otherCalls] = planWithRoom(feed.style, start, clip(start, end, knownTotal), options);
    if (!firstCall) throw new ListFault('UPSTREAM_LIMIT', 'These rows are beyond the reach of the list.');
    const ahead = callsAhead(list, [firstCall, ...otherCalls], end, likelyRows);
    const pagesAhead = ahead.map((call) => (isGuess ? orNone(fetchPage(list, call)) : fetchPage(list, call)));
    // The first failure fails the read. The other failures need a handler as well.
    for (const page of pagesAhead) page.catch(() => undefined);
    const first = place(list, firstCall, await requestPage(list, firstCall));
    if (first === 'rejected') {
      const { acceptedLimit } = list.learned;
      const atTheWall = await readToTheWall(list, start);
      // The limit was rejected, so the offset may be accepted.
      return list.learned.acceptedLimit === acceptedLimit
        ? atTheWall
        : fetchRange(list, start, end, knownTotal, overlap);
    }
    if (isMisplaced(first)) {
      ({ limitCap } = first);
      wasLimitRejected ||= first.isRejected === true;
      continue;
    }
    if (wasLimitRejected) list.learned.acceptedLimit = limitCap;
    const isOver = first.end === 'end' || (otherCalls.length === 0 && !isDoubtful(first));
    if (isOver) return joinPages(first, [], feed.twins);
    const rest = restOf(otherCalls, ahead, first.total);
    const isWithin = (index: number) => (ahead[index]?.start ?? 0) < (first.total ?? Infinity);
    const due = isGuess ? pagesAhead.filter((_, index) => isWithin(index)) : pagesAhead;
    const others = await Promise.all([...due, ...rest.map((call) => fetchPage(list, call))]);
    const fetched = joinPages(first, placedOf(others), feed.twins);
    if (isDoubtful(first) && fetched.rows.length > first.rows.length) proveLimit(list, first.short);
    else if (otherCalls.length === 0 && fetched.end === 'end') trustLimit(list);
    return fetched;
  }
  throw new ListFault('UPSTREAM_INVALID', 'The provider applies no page size consistently.');
}

/**
 * Rows of the last row's time may follow: a few more rows are requested if that takes no further call and no offset
 * beyond the documented reach.
 */
function planWithRoom(style: PaginationStyle, start: number, end: number, options: PlanOptions): PlannedCall[] {
  const exact = plan(style, start, end, options);
  const roomy = plan(style, start, end + TIE_ROOM, options);
  const isBeyondReach = roomy.some((call) => call.start > lastStart(style));
  return roomy.length <= exact.length && !isBeyondReach ? roomy : exact;
}

/** A speculative call fails no read: its rows are requested again when they are needed. */
function orNone<T>(page: Promise<T>): Promise<T | 'rejected'> {
  return page.catch(() => 'rejected' as const);
}

/** One row beyond the known end is requested, so that the response shows the end. */
function clip(start: number, end: number, total: number | undefined): number {
  return total === undefined ? end : Math.max(start + 1, Math.min(end, total + 1));
}

/** Reads within the documented reach, after an offset beyond it was rejected. */
async function readToTheWall<T>(list: ListSource<T>, start: number): Promise<FetchedRange<T>> {
  const from = Math.min(start, lastStart(list.feed.style));
  let { acceptedLimit: limitCap } = list.learned;
  for (let attempt = 1; ; attempt++) {
    const calls = plan(list.feed.style, from, lastEnd(list.feed.style), { overlap: OVERLAP, walled: true, limitCap });
    const pages = await Promise.all(calls.map((call) => fetchPage(list, call)));
    const [head] = pages;
    if (head && head !== 'rejected' && isMisplaced(head) && head.isRejected === true) {
      ({ limitCap } = head);
      continue;
    }
    list.learned.acceptedLimit = limitCap;
    const [first, ...others] = placedOf(pages);
    if (!first) throw new ListFault('UPSTREAM_INVALID', 'The provider rejects offsets that its documentation allows.');
    const fetched = joinPages(first, others, list.feed.twins);
    const last = calls.at(-1);
    if (fetched.end !== 'open' || !last || fetched.next <= last.start) return fetched;
    if (fetched.total === fetched.next || (await hasEnded(list, last, fetched))) return { ...fetched, end: 'end' };
    if (!isDoubtful(fetched) || attempt === LOOKS_AT_THE_WALL) return { ...fetched, end: 'wall' };
  }
}

/** A page was short, and there is no total: either the list ends here or the service lowered its limit. */
export function isDoubtful({ short, total }: Pick<FetchedRange<unknown>, 'short' | 'total'>): boolean {
  return short !== undefined && total === undefined;
}

/**
 * Decides whether a short page, behind which nothing can be read, is the end of its list or has a lowered limit: reads
 * the page that begins one row earlier. At the end of the list that page is one row longer, or shorter than earlier
 * pages, and has the same last row. If the list moves meanwhile, neither is true, and the page is read again.
 */
async function hasEnded<T>(list: ListSource<T>, call: PlannedCall, fetched: FetchedRange<T>): Promise<boolean> {
  if (!isDoubtful(fetched)) return false;
  const { offset, limit, start } = call;
  const page = await fetchPage(list, { offset: offset - 1, limit, start: start - 1, end: start - 1 + limit });
  if (page === 'rejected' || isMisplaced(page)) return false;
  const isLonger = page.rows.length > fetched.next - start;
  return (isLonger || page.end === 'end') && page.rows.at(-1)?.identity === fetched.rows.at(-1)?.identity;
}

function placedOf<T>(pages: readonly (PlacedPage<T> | Misplaced | 'rejected')[]): PlacedPage<T>[] {
  const placed: PlacedPage<T>[] = [];
  for (const page of pages) {
    if (page === 'rejected' || isMisplaced(page)) break;
    placed.push(page);
  }
  return placed;
}

/**
 * Whether the list has a row of this number. A service that returns fewer rows than are read again at every call shows
 * nothing new however often it is read, although more rows follow.
 */
export async function hasRowBehind<T>(list: ListSource<T>, number: number): Promise<boolean> {
  const [call] = plan(list.feed.style, number, number + 1);
  const page = call && (await requestPage(list, call));
  return page !== undefined && page !== 'rejected' && page.rows.length > 0;
}

/** Makes one call. */
export async function fetchPage<T>(list: ListSource<T>, call: PlannedCall) {
  return place(list, call, await requestPage(list, call));
}

function requestPage<T>({ feed, window }: ListSource<T>, { offset, limit }: PlannedCall) {
  return feed.fetch({ offset, limit, window });
}

function place<T>(list: ListSource<T>, call: PlannedCall, page: Page<T> | 'rejected') {
  if (page === 'rejected') return call.start > lastStart(list.feed.style) ? page : toSmallerLimit(list, call);
  const placed = placePage(list.feed, call, page, list.learned, list.window);
  if (!isMisplaced(placed) && placed.end === 'open' && isDoubtful(placed)) doubtLimit(list, placed.short);
  return placed;
}

/** Within the documented reach, a service can only reject the limit. */
function toSmallerLimit<T>({ feed }: ListSource<T>, { limit }: PlannedCall): Misplaced {
  const limitCap = smallerLimit(feed.style.limits, limit);
  if (limitCap !== undefined) return { limitCap, isRejected: true };
  throw new ListFault('UPSTREAM_INVALID', 'The provider rejects the parameters of the request.');
}

/** Joins pages up to the first that is the end, is short, or may leave a gap. */
function joinPages<T>(first: PlacedPage<T>, others: readonly PlacedPage<T>[], twins = false): FetchedRange<T> {
  if (first.start === 0 && first.end === 'end') return toWhole(first);
  if (!first.isOrdered || others.some(({ isOrdered }) => !isOrdered)) throw new Disorder();
  const rows = [...first.rows];
  let last: FetchedRange<T> = toReading(first);
  for (const page of others) {
    const reading = toReading(page);
    if (last.end === 'end' || !appendOlder(rows, last, reading, twins)) break;
    last = reading;
  }
  // Rows that a moving list returned twice are in `rows` once: the last page shows where the range ends now.
  const { next } = last;
  // After a list moved, row numbers are uncertain. Only a reading from the list's start shows that nothing is newer.
  const start = first.start === 0 ? 0 : Math.max(1, next - rows.length);
  return { ...last, start, rows, untimed: first.untimed, firstTotal: first.total };
}

/** A list that fits in one page may have any order. */
function toWhole<T>(page: PlacedPage<T>): FetchedRange<T> {
  const { rows, isOrdered } = page;
  const whole = toReading(page);
  return isOrdered ? whole : { ...whole, rows: sortRows(rows), listed: rows };
}

function toReading<T>({ start, rows, untimed, end, short, total, serverTime }: PlacedPage<T>): FetchedRange<T> {
  return { start, next: start + rows.length, rows, untimed, end, short, firstTotal: total, total, serverTime };
}
