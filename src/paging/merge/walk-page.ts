import type { Hint } from '../list/seek.js';
import type { PagingSession } from '../session.js';
import type { Direction, SortKey } from '../sort-key.js';
import type { Source, TimeRange } from '../source.js';
import type { Entry } from './entry.js';
import type { SourceReader } from './source-reader.js';

/** Where a walk stands in one source. */
export interface Standing {
  readonly sortKey: SortKey;
  readonly hint?: Hint | undefined;
  /** The next row is not met before this time; `null`: there is none. Absent: not known. */
  readonly bound?: number | null | undefined;
  /** The place is that of a cursor. */
  readonly isResumed?: boolean | undefined;
  /** The list was out of order when the cursor was made. */
  readonly isOutOfOrder?: boolean | undefined;
}

export interface WalkRequest<T> {
  readonly sources: readonly Source<T>[];
  readonly direction: Direction;
  /** Rows wanted. One more is looked for, to tell whether there is a next page. */
  readonly count: number;
  readonly range: TimeRange;
  readonly pin?: number | undefined;
  standing(source: Source<T>): Standing;
  readonly session: PagingSession;
}

/** One page of a walk, in walking order. */
export interface WalkPage<T> {
  readonly entries: readonly Entry<T>[];
  readonly hasMore: boolean;
  /** A search that ended its page early: everything up to here was looked at. */
  readonly frontier: SortKey | undefined;
  /** The place of one that failed is its position. */
  readonly readers: readonly SourceReader<T>[];
}
