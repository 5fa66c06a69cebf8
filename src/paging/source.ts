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
  /** Every row up to here was examined; absent: all rows were. */
  readonly end?: SortKey | undefined;
}

export interface StoredPageRequest {
  readonly direction: Direction;
  /** Rows behind this sort key, in the direction. */
  readonly after: SortKey;
  readonly range: TimeRange;
  readonly limit: number;
}

/** Stored rows of any number of lists, in the order of the walks. */
export interface StoredRows<T> {
  read(request: StoredPageRequest): Promise<StoredPage<T>>;
  /** The number of matching rows; `null`: counting takes too long. */
  count(range: TimeRange): Promise<number | null>;
}

/** A feed with the filter of one walk. */
export interface Source<T> {
  readonly feed: Feed<T>;
  /** The rows are stored: the feed only identifies the source. */
  readonly stored?: StoredRows<T> | undefined;
  /** Identities are unique in this space: the account's name. */
  readonly space: string;
  /**
   * The filter of the walk; absent: all rows match. It must not depend on a row's creation time: that is what the range
   * is for.
   */
  readonly matches?: ((value: T) => boolean) | undefined;
  /** Every matching row belongs to this part of the list; other rows need not be examined. */
  readonly part?: { readonly of: PartsOf<T>; readonly name: string } | undefined;
  /**
   * It covers lists that another page may read as sources of their own, from the main sort key of the cursor. So this
   * source's sort key is the main one.
   */
  readonly isMain?: boolean | undefined;
  /** No row is older than this, milliseconds since 1970. */
  readonly notBefore?: number | undefined;
}

/** The range of creation times of a walk, in milliseconds since 1970: `from` inclusive, `before` exclusive. */
export interface TimeRange {
  readonly from?: number | undefined;
  readonly before?: number | undefined;
}

/**
 * Whether a row is in a range. A row without a time of its own, or one that has not started, is in no bounded range.
 */
export function isInRange({ time, inheritsTime }: Timed, range: TimeRange): boolean {
  const { from = -Infinity, before = Infinity } = range;
  if (time === Infinity || inheritsTime === true) return !isBounded(range);
  return time >= from && time < before;
}

type Timed = Pick<TimedRow<unknown>, 'time' | 'inheritsTime'>;

export function isBounded({ from, before }: TimeRange): boolean {
  return from !== undefined || before !== undefined;
}
