import type { ListSource } from './list-source.js';
import { OVERLAP, plan, type PlannedCall } from './plan-calls.js';

/** Rows asked for to see whether really nothing follows. */
export const SECOND_LOOK = 20;
/** Calls made at the same time into a list of unknown length. */
const CALLS_AHEAD = 4;

/**
 * Which of the calls that a read takes go out together with the first, whose answer the others would wait for: those for
 * rows that the list is likely to have, and where one call may do, the look behind it that it will take.
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
 * A list that is as long as the longest page that ever came may go on behind a page of all its rows, for all that is
 * known. Where a walk has looked behind it before, this one does so at once.
 */
function secondLook({ feed, learned, past }: ListSource<unknown>, start: number, end: number): PlannedCall[] {
  const doubted = past?.doubted;
  if (start > 0 || doubted === undefined || doubted < learned.mostRows || doubted >= end) return [];
  const [call] = plan(feed.style, doubted - OVERLAP, doubted + SECOND_LOOK);
  // Where pages are numbered, the one with what follows may begin where the list does: it would tell nothing new.
  return call && call.start > 0 ? [call] : [];
}

/** What is left to ask for; where no total tells, not before it is known what came of the calls that went ahead. */
export function restOf(calls: readonly PlannedCall[], ahead: readonly PlannedCall[], total: number | undefined) {
  const isTold = total !== undefined || ahead.length === 0;
  return isTold ? callsWithin(calls.slice(ahead.length), total) : [];
}

/** What no total promises is read a few calls at a time: the list may end any time. */
function callsWithin(calls: readonly PlannedCall[], total: number | undefined): readonly PlannedCall[] {
  return total === undefined ? calls.slice(0, CALLS_AHEAD) : calls.filter((call) => call.start < total);
}
