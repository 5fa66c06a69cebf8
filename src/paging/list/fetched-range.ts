import type { Reading } from './join.js';
import type { TimedRow } from './timed-row.js';

/**
 * What follows the last row read: `open`: unknown; `end`: nothing; `wall`: rows that the provider does not let us
 * reach.
 */
export type ListEnd = 'open' | 'end' | 'wall';

/** Consecutive rows of a list, from one or several calls. It may be shorter than requested. */
export interface FetchedRange<T> extends Reading<T> {
  readonly end: ListEnd;
  /** How many rows the last call returned, if they are fewer than requested. */
  readonly short: number | undefined;
  readonly serverTime: number | undefined;
  /** The whole list is out of order: its rows in the provider's order. `rows` are sorted. */
  readonly listed?: readonly TimedRow<T>[] | undefined;
}
