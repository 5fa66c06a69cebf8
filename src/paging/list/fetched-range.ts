import type { Reading } from './join.js';
import type { TimedRow } from './timed-row.js';

/** What is behind the last row read: perhaps more, nothing, or rows that cannot be reached. */
export type ListEnd = 'open' | 'end' | 'wall';

/** A run of rows as the list held them, without a gap, however many calls it took. It may be shorter than asked. */
export interface FetchedRange<T> extends Reading<T> {
  readonly end: ListEnd;
  /** How many rows the last call returned, where that is fewer than it asked for. */
  readonly short: number | undefined;
  readonly serverTime: number | undefined;
  /** The whole list is out of order: its rows as it has them. `rows` are sorted. */
  readonly listed?: readonly TimedRow<T>[] | undefined;
}
