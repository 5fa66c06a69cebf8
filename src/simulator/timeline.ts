import type { SimulatedJob } from './job.js';

/**
 * One job list: its history, and the jobs that arrive as time passes. Rows are kept oldest first, so that a new row is
 * appended and a page is a slice. The first argument of every method is the time: it sees the rows listed by then.
 */
export class Timeline<J extends SimulatedJob> {
  readonly #rows: J[];
  readonly #arrivals: Iterator<J, undefined>;
  #next: J | undefined;

  /** `history`: oldest first. `arrivals`: in the order of `listedAt`, without an end or with one. */
  constructor(history: readonly J[], arrivals: Iterator<J, undefined>) {
    this.#rows = [...history];
    this.#arrivals = arrivals;
    this.#next = arrivals.next().value;
  }

  /** Every row, oldest first. Not to be changed. */
  rows(now: number): readonly J[] {
    while (this.#next !== undefined && this.#next.listedAt <= now) {
      this.#place(this.#next);
      this.#next = this.#arrivals.next().value;
    }
    return this.#rows;
  }

  /** Rows `[start, start + size)` of the list with the newest first. */
  newest(now: number, start: number, size: number): J[] {
    const rows = this.rows(now);
    const end = Math.max(0, rows.length - start);
    return rows.slice(Math.max(0, end - size), end).reverse();
  }

  find(now: number, key: string): J | undefined {
    return this.rows(now).findLast((row) => row.key === key);
  }

  /** The new row comes before all others of its time in the list with the newest first. */
  insert(now: number, job: J): void {
    this.rows(now);
    this.#place(job);
  }

  remove(now: number, key: string): J | undefined {
    const index = this.rows(now).findLastIndex((row) => row.key === key);
    return index < 0 ? undefined : this.#rows.splice(index, 1)[0];
  }

  /** Puts the job in place of the one with its key; it moves only if its time has changed. */
  replace(now: number, job: J): void {
    const index = this.rows(now).findLastIndex((row) => row.key === job.key);
    const old = this.#rows[index];
    if (old?.createdAt === job.createdAt) this.#rows[index] = job;
    else if (this.remove(now, job.key) !== undefined) this.#place(job);
  }

  #place(job: J): void {
    const last = this.#rows.at(-1);
    if (last === undefined || last.createdAt <= job.createdAt) this.#rows.push(job);
    else this.#rows.splice(firstAfter(this.#rows, job.createdAt), 0, job);
  }
}

/** The index of the first row, in a list with the oldest first, that is younger than `time`. */
export function firstAfter(rows: readonly { readonly createdAt: number }[], time: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.createdAt ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
