import type { Hint } from '../list/seek.js';
import type { PagingSession } from '../session.js';
import type { Direction, SortKey } from '../sort-key.js';
import type { Source, TimeRange } from '../source.js';
import type { Entry } from './entry.js';
import type { SourceReader } from './source-reader.js';

/** The start of a walk in one source. */
export interface SourceStart {
  readonly sortKey: SortKey;
  readonly hint?: Hint | undefined;
  /** The next row is not before this time, in walking order; `null`: there is none. Absent: unknown. */
  readonly bound?: number | null | undefined;
  /** The sort key comes from a cursor. */
  readonly isResumed?: boolean | undefined;
  /** The list was out of order when the cursor was made. */
  readonly isOutOfOrder?: boolean | undefined;
}

export interface WalkRequest<T> {
  readonly sources: readonly Source<T>[];
  readonly direction: Direction;
  /** Rows wanted. One more is read to find out whether a next page exists. */
  readonly count: number;
  readonly range: TimeRange;
  readonly pin?: number | undefined;
  startIn(source: Source<T>): SourceStart;
  readonly session: PagingSession;
}

/** One page of a walk, in walking order. */
export interface WalkPage<T> {
  readonly entries: readonly Entry<T>[];
  readonly hasMore: boolean;
  /** Set if a search ended its page early: every row up to here was examined. */
  readonly frontier: SortKey | undefined;
  readonly readers: readonly SourceReader<T>[];
}
