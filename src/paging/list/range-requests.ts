import type { Run } from './segment.js';

/** A new part of a list, its rows `[start, end)`, as a walk asks for it. */
export interface Opening {
  readonly kind: 'open';
  readonly start: number;
  readonly end: number;
  readonly sought: Sought | undefined;
}

/** A walk wants rows of one part of a list only, and about so many. */
export interface Sought {
  readonly part: string;
  readonly rows: number;
}

/** A part of the list that is opened for one walk or for several. */
export interface Window<T> {
  readonly start: number;
  end: number;
  /** Rows that are looked for, by part. */
  readonly sought: Map<string, number>;
  run?: Promise<Run<T>>;
}

/** Windows that touch are one read. */
export function joinOpenings<T>(openings: readonly Opening[]): readonly Window<T>[] {
  const joined: Window<T>[] = [];
  for (const { start, end, sought } of openings.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    const window = last && start <= last.end ? last : { start, end, sought: new Map<string, number>() };
    if (window !== last) joined.push(window);
    window.end = Math.max(window.end, end);
    if (sought) window.sought.set(sought.part, Math.max(window.sought.get(sought.part) ?? 0, sought.rows));
  }
  for (const window of joined) window.end = Math.max(window.end, window.start + rowsFor(window.sought));
  return joined;
}

/** Rows of different parts are different rows: so many have to be read at the least, unless the list ends before. */
function rowsFor(sought: ReadonlyMap<string, number>): number {
  return Math.min(
    MOST_SOUGHT,
    [...sought.values()].reduce((sum, rows) => sum + rows, 0),
  );
}

const MOST_SOUGHT = 1000;
