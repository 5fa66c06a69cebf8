import type { Segment } from './segment.js';
import { LONGEST_SHARED_READ } from '../read-sizes.js';

/** A request for a new part of a list, its rows `[start, end)`. */
export interface RangeRequest {
  readonly kind: 'open';
  readonly start: number;
  readonly end: number;
  readonly demand: RowDemand | undefined;
}

/** A walk needs only the rows of one part of a list, and about this many. */
export interface RowDemand {
  readonly part: string;
  readonly rows: number;
}

/** A part of the list that is read for one walk or for several. */
export interface JoinedRange<T> {
  readonly start: number;
  end: number;
  /** The rows that are needed, by part. */
  readonly demand: Map<string, number>;
  segment?: Promise<Segment<T>>;
}

/** Joins ranges that touch or overlap into one read. */
export function joinRangeRequests<T>(requests: readonly RangeRequest[]): readonly JoinedRange<T>[] {
  const joined: JoinedRange<T>[] = [];
  for (const { start, end, demand } of requests.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    const range = last && start <= last.end ? last : { start, end, demand: new Map<string, number>() };
    if (range !== last) joined.push(range);
    range.end = Math.max(range.end, end);
    if (demand) range.demand.set(demand.part, Math.max(range.demand.get(demand.part) ?? 0, demand.rows));
  }
  for (const range of joined) range.end = Math.max(range.end, range.start + rowsFor(range.demand));
  return joined;
}

/** Rows of different parts are different rows: at least their sum has to be read, unless the list ends before. */
function rowsFor(demand: ReadonlyMap<string, number>): number {
  return Math.min(
    LONGEST_SHARED_READ,
    [...demand.values()].reduce((sum, rows) => sum + rows, 0),
  );
}
