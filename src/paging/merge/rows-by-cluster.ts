import type { TimedRow } from '../list/timed-row.js';

/** Names the parts of a list that a row belongs to: the clusters that a job in a common list is about. */
export type PartsOf<T> = (value: T) => readonly string[];

type Index = ReadonlyMap<string, readonly number[]>;

/** What is known of rows that were read once: rows that are read later are another array. */
const indexes = new WeakMap<PartsOf<never>, WeakMap<readonly TimedRow<unknown>[], Index>>();

/** The rows of one part, by their indexes in rising order. Many walks that want a part each look at the rows once. */
export function partOf<T>(rows: readonly TimedRow<T>[], partsOf: PartsOf<T>, part: string): readonly number[] {
  const known = indexes.get(partsOf) ?? new WeakMap<readonly TimedRow<unknown>[], Index>();
  indexes.set(partsOf, known);
  const index = known.get(rows) ?? toIndex(rows, partsOf);
  known.set(rows, index);
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
