import type { LearnedList } from '../list/learned-limits.js';
import type { Hint } from '../list/seek.js';
import type { Direction, SortKey } from '../sort-key.js';
import type { Source } from '../source.js';
import type { Entry } from './entry.js';
import type { TimeWindowsStart } from './time-windows.js';

export interface ReaderStart extends TimeWindowsStart {
  readonly hint?: Hint | undefined;
  /** The next row is not met before this time. */
  readonly bound?: number | undefined;
  /** The sort key is that of a cursor: earlier pages returned what lies before it. */
  readonly isResumed?: boolean | undefined;
  /** The list was out of order then, and has to be read whole. */
  readonly isOutOfOrder?: boolean | undefined;
}

/** One source during one page, as the merge sees it: an upstream list, or stored rows. */
export interface SourceReader<T> {
  readonly source: Source<T>;
  readonly start: ReaderStart;
  /** Everything up to here has been looked at. */
  readonly position: SortKey;
  /** No row that was not returned or read yet comes before this. */
  readonly optimistic: SortKey;
  /** Rows that matched. */
  readonly found: number;
  /** Rows of the range that were looked at and did not match. */
  readonly examined: number;
  /** Nothing follows but what was read; `wall`: nothing that can be reached. */
  ended: 'no' | 'end' | 'wall';
  /** Why the source could not be read. */
  failure: Error | undefined;
  /** Whether the source was read for this page at all. */
  readonly isRead: boolean;
  /** A search took as long as it may: the page ends here. */
  readonly isOutOfTime: boolean;
  readonly past: LearnedList | undefined;
  /** The end of the newest time window. */
  readonly pin: number;
  /** The next matching row, if it has been read. */
  readonly head: Entry<T> | undefined;
  /** Rows returned. */
  readonly taken: number;
  /** Rows found per millisecond, as far as was looked. */
  readonly density: number;
  /** Whether this page shows that nothing matching lies before where it began. */
  readonly seesItsOrigin: boolean;
  /** The list is out of order. Absent: not known. */
  readonly isOutOfOrder: boolean | undefined;
  /** All rows of the list, where this page has read it whole. */
  readonly wholeList: readonly Entry<T>[] | undefined;
  /** How many of the rows that were read come before a sort key. */
  countBefore(sortKey: SortKey): number;
  take(): void;
  /** Reads about `want` more rows. Rejects where the source cannot be read. */
  advance(want: number, demand?: number): Promise<void>;
  /** Where the list stands at a sort key, for either direction; absent where it was not read there. */
  hintAt(direction: Direction, sortKey: SortKey): Hint | undefined;
}
