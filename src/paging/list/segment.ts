import type { FetchedRange, ListEnd } from './fetched-range.js';
import type { TimedRow } from './timed-row.js';
import { firstIndex } from '../first-index.js';

/**
 * A part of a list that was read without a gap, newest row first. It can grow at either end. Rows keep their times, so
 * earlier and later readings stay comparable when the list moves. Row numbers are those of the latest reading at that
 * end.
 */
export class Segment<T> {
  rows: readonly TimedRow<T>[];
  /** The row number of the first row. 0: nothing newer exists. */
  first: number;
  /** The row number behind the last row. */
  next: number;
  end: ListEnd;
  /** How many rows its last page had, if they are fewer than requested. */
  short: number | undefined;
  /** The list's total when its first row was read. */
  firstTotal: number | undefined;
  /** The list's total when its last row was read. */
  total: number | undefined;
  readonly serverTime: number | undefined;
  /** The list has grown, and these rows are behind its wall now: nothing newer can be joined to them. */
  isCutOff = false;
  /** The read that extends the segment now, if any. */
  growing: Promise<void> | undefined;
  /** The list is out of order and was read whole: its rows in the provider's order. */
  listed: readonly TimedRow<T>[] | undefined;

  constructor(fetched: FetchedRange<T>) {
    this.rows = fetched.rows;
    this.first = fetched.start;
    this.next = fetched.next;
    this.end = fetched.end;
    this.short = fetched.short;
    this.firstTotal = fetched.firstTotal;
    this.total = fetched.total;
    this.serverTime = fetched.serverTime;
    this.listed = fetched.listed;
  }

  /** The index of the first row that is older than `time`. */
  olderThan(time: number): number {
    return firstIndex(this.rows.length, (index) => (this.rows[index]?.time ?? -Infinity) < time);
  }

  /** The index of the first row that is not newer than `time`. */
  notNewerThan(time: number): number {
    return firstIndex(this.rows.length, (index) => (this.rows[index]?.time ?? -Infinity) <= time);
  }

  /** Replaces the content by the whole list. */
  becomeWhole({ rows, listed }: Segment<T>): void {
    [this.rows, this.first, this.next, this.end] = [rows, 0, rows.length, 'end'];
    this.listed = listed;
  }
}
