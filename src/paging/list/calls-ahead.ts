import type { ListSource } from './list-source.js';
import { plan, type PlannedCall } from './plan-calls.js';
import { CALLS_AHEAD, END_CHECK_ROWS, OVERLAP } from '../read-sizes.js';

/**
 * Selects the calls that go out together with the first call of a read, without waiting for its response: calls for
 * rows that the list is likely to have; if one call may be enough, the second look that will follow it.
 */
export function callsAhead(
  list: ListSource<unknown>,
  [first, ...others]: readonly [PlannedCall, ...PlannedCall[]],
  end: number,
  likelyRows: number,
): PlannedCall[] {
  return others.length > 0 ? others.filter(({ start }) => start < likelyRows) : secondLook(list, first.start, end);
}

/**
 * A list that is as long as the longest page received so far may continue behind a page with all its rows. If an
 * earlier walk needed a second look at this list, this one makes it at once.
 */
function secondLook({ feed, learned, past }: ListSource<unknown>, start: number, end: number): PlannedCall[] {
  const doubted = past?.doubted;
  if (start > 0 || doubted === undefined || doubted < learned.mostRows || doubted >= end) return [];
  const [call] = plan(feed.style, doubted - OVERLAP, doubted + END_CHECK_ROWS);
  // With page numbers, the page with the following rows may begin at the start of the list: it would add nothing.
  return call && call.start > 0 ? [call] : [];
}

/** The remaining calls. Without a total, none are made before the results of the calls ahead are known. */
export function restOf(calls: readonly PlannedCall[], ahead: readonly PlannedCall[], total: number | undefined) {
  const isLengthKnown = total !== undefined || ahead.length === 0;
  return isLengthKnown ? callsWithin(calls.slice(ahead.length), total) : [];
}

/** Without a total, rows are read a few calls at a time: the list may end at any row. */
function callsWithin(calls: readonly PlannedCall[], total: number | undefined): readonly PlannedCall[] {
  return total === undefined ? calls.slice(0, CALLS_AHEAD) : calls.filter((call) => call.start < total);
}
