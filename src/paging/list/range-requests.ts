import type { Segment } from './segment.js';

/** A new part of a list, its rows `[start, end)`, as a walk asks for it. */
export interface RangeRequest {
  readonly kind: 'open';
  readonly start: number;
  readonly end: number;
  readonly demand: RowDemand | undefined;
}

/** A walk wants rows of one part of a list only, and about so many. */
export interface RowDemand {
  readonly part: string;
  readonly rows: number;
}

/** A part of the list that is opened for one walk or for several. */
export interface Window<T> {
  readonly start: number;
  end: number;
  /** Rows that are looked for, by part. */
  readonly demand: Map<string, number>;
  segment?: Promise<Segment<T>>;
}

/** Windows that touch are one read. */
export function joinRangeRequests<T>(requests: readonly RangeRequest[]): readonly Window<T>[] {
  const joined: Window<T>[] = [];
  for (const { start, end, demand } of requests.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    const window = last && start <= last.end ? last : { start, end, demand: new Map<string, number>() };
    if (window !== last) joined.push(window);
    window.end = Math.max(window.end, end);
    if (demand) window.demand.set(demand.part, Math.max(window.demand.get(demand.part) ?? 0, demand.rows));
  }
  for (const window of joined) window.end = Math.max(window.end, window.start + rowsFor(window.demand));
  return joined;
}

/** Rows of different parts are different rows: so many have to be read at the least, unless the list ends before. */
function rowsFor(demand: ReadonlyMap<string, number>): number {
  return Math.min(
    MAX_DEMAND,
    [...demand.values()].reduce((sum, rows) => sum + rows, 0),
  );
}

const MAX_DEMAND = 1000;
