import { fetchRange, hasRowBehind, isDoubtful } from './fetch-range.js';
import { edgeOf, isBeyond } from './edge.js';
import type { FetchedRange } from './fetched-range.js';
import type { ListSource } from './list-source.js';
import { Disorder, ListFault } from '../errors.js';
import type { TimedRow } from './timed-row.js';
import { appendOlder, prependNewer, STABLE_ROWS } from './join.js';
import { limitCapOf, proveLimit, trustLimit } from './limit-cap.js';
import { largestLimit } from './plan-calls.js';
import type { Segment } from './segment.js';
import { END_CHECK_ROWS, LONGEST_EXTENSION, OVERLAP, SHARED_BY_NUMBER } from '../read-sizes.js';

/** How often a list may move during a read before the read fails. Each attempt reads more rows again. */
const ATTEMPTS = 12;

/** Reads about `wanted` further rows behind the last. Afterwards the segment is longer, or its end is known. */
export async function extendOlder<T>(list: ListSource<T>, segment: Segment<T>, wanted: number): Promise<void> {
  const reached = edgeOf(segment, 'forward');
  const { short } = segment;
  const isDoubted = isDoubtful(segment);
  let want = wanted;
  let back = 0;
  let readsWithoutNewRows = 0;
  for (let attempt = 0; attempt < ATTEMPTS && readsWithoutNewRows < 2; attempt++) {
    const boundary = segment.rows.at(-1)?.time ?? Infinity;
    const ofBoundaryTime = segment.rows.length - segment.notNewerThan(boundary);
    const shared = sharedRows(list, ofBoundaryTime, segment.total);
    const start = Math.max(0, segment.next - shared - back);
    // A call that contains a whole time group needs no join within it.
    const isOneCall = attempt === 1 && ofBoundaryTime + 1 < largestLimitOf(list);
    const end = isOneCall ? Math.min(segment.next + want, start + largestLimitOf(list)) : segment.next + want;
    const fetched = await fetchRange(
      list,
      start,
      Math.max(end, segment.next + 1),
      attempt === 0 ? totalBeyond(segment) : undefined,
      attempt === 0 ? OVERLAP : cautiousOverlap(list),
    );
    const last = segment.rows.at(-1);
    if (joinOlder(list, segment, fetched)) {
      if (isBeyond('forward', edgeOf(segment, 'forward'), reached)) {
        if (isDoubted) proveLimit(list, short);
        return;
      }
      if (segment.end !== 'open') break;
      const isNothingNew = fetched.short !== undefined && isAtEnd(fetched.rows, last);
      if (isNothingNew) readsWithoutNewRows++;
      // Rows were inserted and the rest moved down: read further. If nothing new came, a second look is enough.
      want = isNothingNew ? END_CHECK_ROWS : Math.min(want * 2, LONGEST_EXTENSION);
      back = 0;
    } else {
      // Rows were deleted and the rest moved up, or rows of one time have another order: start further up, until the
      // reading contains a known, newer row.
      const toWholeGroup = ofBoundaryTime + 1 - shared;
      back = attempt === 0 && toWholeGroup > 0 ? toWholeGroup : Math.max(back * 2 + shared + want, toWholeGroup);
    }
  }
  if (segment.end === 'open') {
    const isUnproven = readsWithoutNewRows < 2 || (await hasRowBehind(list, segment.next));
    if (isUnproven) throw new ListFault('UPSTREAM_INVALID', UNSTABLE);
    // By the total, more rows would follow. None do, so the total is wrong.
    [segment.end, segment.total] = ['end', undefined];
  }
  if (short !== undefined && segment.end === 'end') trustLimit(list);
}

const UNSTABLE = 'The list repeats its pages or changes faster than it can be read.';

/**
 * The number of rows to read again at a boundary, so that the next reading can be joined to this one. This is the whole
 * time group and one row more. Of a large group only a few rows are read again, which is enough if the list does not
 * change or keeps its order.
 */
function sharedRows<T>(list: ListSource<T>, ofBoundaryTime: number, total: number | undefined): number {
  const most = total === undefined ? largestLimitOf(list) / 2 : SHARED_BY_NUMBER;
  if (ofBoundaryTime < most || list.feed.twins) return ofBoundaryTime + 1;
  return total === undefined ? STABLE_ROWS : SHARED_BY_NUMBER;
}

/**
 * The number of rows that neighbouring calls share after the list has changed. If some of them are deleted, the others
 * still join the calls.
 */
function cautiousOverlap<T>(list: ListSource<T>): number {
  return Math.max(OVERLAP, Math.min(STABLE_ROWS * 2, Math.floor(largestLimitOf(list) / 2)));
}

function largestLimitOf<T>(list: ListSource<T>): number {
  return largestLimit(list.feed.style, { limitCap: limitCapOf(list) });
}

/** Whether the last row of a segment is among the last rows of a reading. Rows of one time may be reordered. */
function isAtEnd<T>(rows: readonly TimedRow<T>[], last: TimedRow<T> | undefined): boolean {
  if (!last) return rows.length === 0;
  const end = rows.at(-1)?.time;
  return last.time === end && rows.some(({ time, identity }) => time === end && identity === last.identity);
}

/** The total, unless rows beyond it were seen. */
function totalBeyond<T>(segment: Segment<T>): number | undefined {
  return segment.total !== undefined && segment.total > segment.next ? segment.total : undefined;
}

/** `false`: rows between the segment and the fetched range may be missing. */
function joinOlder<T>({ feed }: ListSource<T>, segment: Segment<T>, fetched: FetchedRange<T>): boolean {
  if (fetched.listed) throw new Disorder();
  const rows = [...segment.rows];
  if (fetched.start === 0) appendFromTheStart(rows, fetched.rows);
  else if (!appendOlder(rows, segment, fetched, feed.twins)) return false;
  segment.rows = rows;
  segment.next = fetched.next;
  segment.end = fetched.end;
  segment.short = fetched.short;
  segment.total = fetched.total;
  return true;
}

/** A reading from the start of the list contains all rows of the boundary's time and all older rows. */
function appendFromTheStart<T>(rows: TimedRow<T>[], page: readonly TimedRow<T>[]): void {
  const boundary = rows.at(-1)?.time ?? Infinity;
  if ((page.at(-1)?.time ?? boundary) > boundary) return;
  while (rows.at(-1)?.time === boundary) rows.pop();
  rows.push(...page.filter((row) => row.time <= boundary));
}

/**
 * Reads about `wanted` further rows before the first. Afterwards the segment is longer, cut off, or begins at the start
 * of the list.
 */
export async function extendNewer<T>(list: ListSource<T>, segment: Segment<T>, wanted: number): Promise<void> {
  const reached = edgeOf(segment, 'backward');
  let want = wanted;
  let forth = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const boundary = segment.rows[0]?.time ?? -Infinity;
    const ofBoundaryTime = segment.olderThan(boundary);
    const shared = sharedRows(list, ofBoundaryTime, segment.firstTotal);
    const end = segment.first + shared + forth;
    const isOneCall = attempt === 1 && ofBoundaryTime + 1 < largestLimitOf(list);
    const start = isOneCall ? Math.max(segment.first - want, end - largestLimitOf(list)) : segment.first - want;
    const fetched = await readThrough(
      list,
      Math.max(0, Math.min(start, segment.first - 1)),
      end,
      attempt === 0 ? OVERLAP : cautiousOverlap(list),
    );
    if (joinNewer(list, segment, fetched)) {
      if (isBeyond('backward', edgeOf(segment, 'backward'), reached) || segment.first === 0) return;
      want = Math.min(want * 2, LONGEST_EXTENSION);
      forth = 0;
    } else if (fetched.end === 'wall') {
      segment.isCutOff = true;
      return;
    } else {
      // Inserted rows have moved the known rows down. Read further down, until the reading contains a known, older row.
      const toWholeGroup = ofBoundaryTime + 1 - shared;
      forth = attempt === 0 && toWholeGroup > 0 ? toWholeGroup : Math.max(forth * 2 + shared + want, toWholeGroup);
    }
  }
  throw new ListFault('UPSTREAM_INVALID', UNSTABLE);
}

/** Reads a range to its end, in several reads if the service returns fewer rows than requested. */
async function readThrough<T>(
  list: ListSource<T>,
  start: number,
  end: number,
  overlap: number,
): Promise<FetchedRange<T>> {
  let fetched = await fetchRange(list, start, end, undefined, overlap);
  while (fetched.end === 'open' && fetched.next < end) {
    const { start, firstTotal } = fetched;
    const rows = [...fetched.rows];
    const more = await fetchRange(list, Math.max(0, fetched.next - STABLE_ROWS), end, undefined, overlap);
    if (!appendOlder(rows, fetched, more, list.feed.twins)) break;
    const hasNewRows = rows.length > fetched.rows.length;
    // Without new rows, the reading may still show that the list ends here.
    fetched = { ...more, start, firstTotal, rows };
    if (!hasNewRows) break;
  }
  return fetched;
}

/** `false`: rows between the fetched range and the segment may be missing. */
function joinNewer<T>({ feed }: ListSource<T>, segment: Segment<T>, fetched: FetchedRange<T>): boolean {
  if (fetched.listed) throw new Disorder();
  const boundary = segment.rows[0]?.time ?? -Infinity;
  const isAtListEnd = fetched.end === 'end' && fetched.rows.every((row) => row.time >= boundary);
  const rows = isAtListEnd
    ? fetched.rows
    : prependNewer(segment.rows, { start: segment.first, firstTotal: segment.firstTotal }, fetched, feed.twins);
  if (!rows) return false;
  segment.rows = rows;
  segment.first = fetched.start;
  segment.firstTotal = fetched.firstTotal;
  return true;
}
