import type { PaginationStyle } from './pagination-style.js';

/** One upstream call: its parameters as sent, and the rows `[start, end)` that it requests, counted from 0. */
export interface PlannedCall {
  readonly offset: number;
  readonly limit: number;
  readonly start: number;
  readonly end: number;
}

export interface PlanOptions {
  /** Rows that neighbouring calls share, so that a list that moves between them is noticed. Default 0. */
  readonly overlap?: number;
  /** The largest limit that the endpoint honours, if it is less than documented. */
  readonly limitCap?: number | undefined;
  /** The endpoint rejected an offset beyond its documented reach: stay within it. */
  readonly walled?: boolean;
}

/**
 * Plans the fewest calls that read the rows `[start, end)`, and among those the ones with the smallest limits. Every
 * call begins at the end of the previous one, less the overlap, and reaches as far as the pagination style allows: this
 * greedy covering is optimal. Behind a wall the plan ends early.
 */
export function plan(style: PaginationStyle, start: number, end: number, options: PlanOptions = {}): PlannedCall[] {
  if (style.unit === 'whole') return [{ offset: style.origin, limit: 0, start: 0, end: Infinity }];
  const calls: PlannedCall[] = [];
  let from = start;
  let covered = start;
  while (covered < end) {
    const call = style.unit === 'row' ? rowCall(style, from, end, options) : pageCall(style, from, end, options);
    if (call.end <= covered) break;
    calls.push(call);
    covered = call.end;
    from = Math.max(0, covered - (options.overlap ?? 0));
  }
  return calls;
}

/** The last row, counted from 0, at which a call may begin according to the documentation. */
export function lastStart(style: PaginationStyle): number {
  return style.reach === undefined ? Infinity : style.reach - style.origin;
}

/** The row number behind the last row that can be read according to the documentation. */
export function lastEnd(style: PaginationStyle): number {
  return lastStart(style) + largestLimit(style, {});
}

function rowCall(style: PaginationStyle, from: number, end: number, options: PlanOptions): PlannedCall {
  const last = lastStart(style);
  const withinOneCall = end - last <= largestLimit(style, options);
  const start = from > last && (options.walled === true || withinOneCall) ? last : from;
  const limit = smallestLimit(style, end - start, options);
  return { offset: start + style.origin, limit, start, end: start + limit };
}

function pageCall(style: PaginationStyle, from: number, end: number, options: PlanOptions): PlannedCall {
  let limit = 0;
  let reach = 0;
  for (const candidate of limitsOf(style, end - from, options)) {
    const pageEnd = (Math.floor(from / candidate) + 1) * candidate;
    if (pageEnd > reach) [limit, reach] = [candidate, pageEnd];
    if (pageEnd >= end) break;
  }
  const page = Math.floor(from / limit);
  return { offset: page + style.origin, limit, start: page * limit, end: reach };
}

/** Limits in rising order. Those that cannot contain the wanted rows are tried only if no limit can. */
function* limitsOf(style: PaginationStyle, wanted: number, options: PlanOptions): Generator<number> {
  const largest = largestLimit(style, options);
  if (isList(style.limits)) {
    yield* style.limits.filter((limit) => limit <= largest);
    return;
  }
  // No limit below `wanted` contains all rows, so those are tried only if the largest does not either.
  const first = wanted <= largest ? wanted : style.limits.min;
  for (let limit = Math.max(style.limits.min, first); limit <= largest; limit++) yield limit;
  for (let limit = style.limits.min; limit < first; limit++) yield limit;
}

/** The most rows that one call may request. */
export function largestLimit(style: PaginationStyle, options: PlanOptions = {}): number {
  const { limitCap = Infinity } = options;
  if (!isList(style.limits)) return Math.max(style.limits.min, Math.min(style.limits.max, limitCap));
  return Math.max(Math.min(...style.limits), ...style.limits.filter((limit) => limit <= limitCap));
}

function smallestLimit(style: PaginationStyle, wanted: number, options: PlanOptions): number {
  const largest = largestLimit(style, options);
  if (isList(style.limits)) return style.limits.find((limit) => limit >= Math.min(wanted, largest)) ?? largest;
  return Math.max(style.limits.min, Math.min(wanted, largest));
}

function isList(limits: PaginationStyle['limits']): limits is readonly number[] {
  return Array.isArray(limits);
}
