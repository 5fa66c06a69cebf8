import type { TimedRow } from '../list/timed-row.js';
import { type SortKey, tiebreakerOf } from '../sort-key.js';
import type { Source } from '../source.js';

/** A row with its sort key. The tiebreaker is a hash and is computed only when it is needed. */
export class Entry<T> implements SortKey {
  #tiebreaker: string | undefined;

  readonly time: number;
  readonly value: T;
  /** The row has no time of its own; `time` is that of the row above it. */
  readonly inheritsTime: boolean;

  constructor(
    readonly source: Source<T>,
    { time, value, inheritsTime = false }: TimedRow<T>,
    readonly identity: string,
  ) {
    this.time = time;
    this.value = value;
    this.inheritsTime = inheritsTime;
  }

  get tiebreaker(): string {
    return (this.#tiebreaker ??= tiebreakerOf(this.source.space, this.identity, this.inheritsTime));
  }
}

/**
 * Converts rows of one time to entries. A row that a list contains twice becomes one entry. Rows without an identity of
 * their own are numbered from the end of the list, so that a new row at its head renumbers none.
 */
export function toEntries<T>(source: Source<T>, rows: readonly TimedRow<T>[]): Entry<T>[] {
  return source.feed.twins ? numbered(source, rows) : unique(source, rows);
}

function unique<T>(source: Source<T>, rows: readonly TimedRow<T>[]): Entry<T>[] {
  const byIdentity = new Map(rows.map((row) => [row.identity, row]));
  return [...byIdentity.values()].map((row) => new Entry(source, row, row.identity));
}

function numbered<T>(source: Source<T>, rows: readonly TimedRow<T>[]): Entry<T>[] {
  const counts = new Map<string, number>();
  return rows.toReversed().map((row) => {
    const number = counts.get(row.identity) ?? 0;
    counts.set(row.identity, number + 1);
    return new Entry(source, row, `${row.identity}#${number}`);
  });
}
