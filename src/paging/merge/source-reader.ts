import type { LearnedList } from '../list/learned-limits.js';
import type { Hint } from '../list/seek.js';
import type { Direction, SortKey } from '../sort-key.js';
import type { Source } from '../source.js';
import type { Entry } from './entry.js';
import type { TimeWindowsStart } from './time-windows.js';

export interface ReaderStart extends TimeWindowsStart {
  readonly hint?: Hint | undefined;
  /** The next row is not before this time, in walking order. */
  readonly bound?: number | undefined;
  /** The sort key comes from a cursor: earlier pages returned the rows before it. */
  readonly isResumed?: boolean | undefined;
  /** The list was out of order when the cursor was made, and has to be read whole. */
  readonly isOutOfOrder?: boolean | undefined;
}

/** One source during one page: an upstream list, or stored rows. */
export interface SourceReader<T> {
  readonly source: Source<T>;
  readonly start: ReaderStart;
  /** Every row up to here has been examined. */
  readonly position: SortKey;
  /** The earliest sort key that an unread row can have. */
  readonly optimistic: SortKey;
  /** Rows that matched and were not on earlier pages. */
  readonly found: number;
  /** Rows of the range that were examined and did not match. */
  readonly examined: number;
  /** `end`: nothing follows but buffered rows. `wall`: nothing that can be reached. */
  ended: 'no' | 'end' | 'wall';
  /** The error that stopped the reading. */
  failure: Error | undefined;
  /** Whether the source was read for this page. */
  readonly isRead: boolean;
  /** The search of this source used up its time: the page ends here. */
  readonly isOutOfTime: boolean;
  readonly past: LearnedList | undefined;
  /** The end of the newest time window. */
  readonly pin: number;
  /** The next matching row, if it has been read. */
  readonly head: Entry<T> | undefined;
  /** Rows returned. */
  readonly taken: number;
  /** Rows found per millisecond so far. */
  readonly density: number;
  /** Whether this page has read the whole part of the list behind its start, and nothing in it matches. */
  readonly seesNothingBehind: boolean;
  /** The list is out of order: a later page has to read it whole at once. `undefined`: unknown. */
  readonly isOutOfOrder: boolean | undefined;
  /** All rows of the list, if this page has read it whole. */
  readonly wholeList: readonly Entry<T>[] | undefined;
  /** How many buffered rows come before a sort key. */
  countBefore(sortKey: SortKey): number;
  take(): void;
  /**
   * Reads about `want` more rows and examines them. `demand`: about how many rows the page needs of the source's part.
   * Rejects if the source cannot be read.
   */
  advance(want: number, demand?: number): Promise<void>;
  /** The hint for a sort key and direction; `undefined` if the list was not read there. */
  hintAt(direction: Direction, sortKey: SortKey): Hint | undefined;
}
