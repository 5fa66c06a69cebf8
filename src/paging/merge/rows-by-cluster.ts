import type { TimedRow } from '../list/timed-row.js';

/** Returns the parts of a list that a row belongs to: the clusters of a job in a shared list. */
export type PartsOf<T> = (value: T) => readonly string[];

type Index = ReadonlyMap<string, readonly number[]>;

/** Indexes by rows array: extending a segment creates a new array. */
const indexes = new WeakMap<PartsOf<never>, WeakMap<readonly TimedRow<unknown>[], Index>>();

/** The rows of one part, as indexes in rising order. The rows are indexed once for all walks. */
export function partOf<T>(rows: readonly TimedRow<T>[], partsOf: PartsOf<T>, part: string): readonly number[] {
  const byRows = indexes.get(partsOf) ?? new WeakMap<readonly TimedRow<unknown>[], Index>();
  indexes.set(partsOf, byRows);
  const index = byRows.get(rows) ?? toIndex(rows, partsOf);
  byRows.set(rows, index);
  return index.get(part) ?? [];
}

function toIndex<T>(rows: readonly TimedRow<T>[], partsOf: PartsOf<T>): Index {
  const index = new Map<string, number[]>();
  rows.forEach((row, at) => {
    const parts = partsOf(row.value);
    for (const part of parts.length > 1 ? new Set(parts) : parts) {
      const members = index.get(part);
      if (members) members.push(at);
      else index.set(part, [at]);
    }
  });
  return index;
}
