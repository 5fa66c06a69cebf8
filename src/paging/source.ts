import type { Feed } from './feed.js';
import type { TimedRow } from './list/timed-row.js';
import type { Direction, SortKey } from './sort-key.js';
import type { PartsOf } from './merge/rows-by-cluster.js';

/** A stored row, with the list that it belongs to. */
export interface StoredRow<T> {
  readonly source: Source<T>;
  readonly row: TimedRow<T>;
}

/** One page of stored rows, in walking order. */
export interface StoredPage<T> {
  readonly rows: readonly StoredRow<T>[];
  /** Everything up to here was looked at; absent: to the end. */
  readonly end?: SortKey | undefined;
}

export interface StoredPageRequest {
  readonly direction: Direction;
  /** Rows behind this sort key, in the direction. */
  readonly after: SortKey;
  readonly range: TimeRange;
  readonly limit: number;
}

/** Rows of any number of lists that are kept in the order of walks. */
export interface StoredRows<T> {
  read(request: StoredPageRequest): Promise<StoredPage<T>>;
  /** How many rows match; `null`: counting takes too long. */
  count(range: TimeRange): Promise<number | null>;
}

/** A feed as one walk sees it. */
export interface Source<T> {
  readonly feed: Feed<T>;
  /** The rows are stored: the feed only gives the source its name. */
  readonly stored?: StoredRows<T> | undefined;
  /** Identities are unique in this space: the account's name. */
  readonly space: string;
  /** The rows that belong to the walk; absent: all. Must not look at a row's creation time: that is the range's. */
  readonly matches?: ((value: T) => boolean) | undefined;
  /** All rows that match are of this part of the list: no others need be looked at. */
  readonly part?: { readonly of: PartsOf<T>; readonly name: string } | undefined;
  /** No row is older than this, milliseconds since 1970. */
  readonly notBefore?: number | undefined;
}

/** The creation times that a walk is about, milliseconds since 1970: `from` inclusive, `before` exclusive. */
export interface TimeRange {
  readonly from?: number | undefined;
  readonly before?: number | undefined;
}

/** Whether a row may be in a range. A row without a time of its own, or one that has not started, is in none. */
export function isInRange({ time, inheritsTime }: Timed, range: TimeRange): boolean {
  const { from = -Infinity, before = Infinity } = range;
  if (time === Infinity || inheritsTime === true) return !isBounded(range);
  return time >= from && time < before;
}

type Timed = Pick<TimedRow<unknown>, 'time' | 'inheritsTime'>;

export function isBounded({ from, before }: TimeRange): boolean {
  return from !== undefined || before !== undefined;
}
