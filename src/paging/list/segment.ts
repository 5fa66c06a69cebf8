import type { FetchedRange, ListEnd } from './fetched-range.js';
import type { TimedRow } from './timed-row.js';
import { firstIndex } from '../first-index.js';

/**
 * A part of a list that was read without a gap, newest first, growing at either end. Rows keep their times, so what
 * was read stays comparable with what is read later, however the list moves in between; the row numbers are those of
 * the latest reading at that end.
 */
export class Segment<T> {
  rows: readonly TimedRow<T>[];
  /** The row number of the first row. 0: nothing newer exists. */
  first: number;
  /** The row number behind the last row. */
  next: number;
  end: ListEnd;
  /** How many rows its last page had, where that is fewer than were asked for. */
  short: number | undefined;
  /** The list's total when its first row was read. */
  firstTotal: number | undefined;
  /** The list's total when its last row was read. */
  total: number | undefined;
  readonly serverTime: number | undefined;
  /** The list has grown, and what was read stands behind its wall: nothing newer can be joined to it any more. */
  isCutOff = false;
  /** While it is being read on. */
  growing: Promise<void> | undefined;
  /** The list is out of order and was read whole: its rows as it has them. */
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

  /** Takes over a list that was read whole. */
  becomeWhole({ rows, listed }: Segment<T>): void {
    [this.rows, this.first, this.next, this.end] = [rows, 0, rows.length, 'end'];
    this.listed = listed;
  }
}
