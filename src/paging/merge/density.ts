import type { SortKey } from '../sort-key.js';

/** The density of the rows that a walk has found so far. Rows that have not started do not count. */
export class Density {
  /** The time from which rows were counted. */
  #since: number;
  #count = 0;

  constructor({ time }: SortKey) {
    this.#since = time;
  }

  /** Adds rows in walking order, behind the earlier ones. */
  add(found: readonly SortKey[]): void {
    const isKnown = Number.isFinite(this.#since);
    const begin = isKnown ? 0 : found.findIndex(({ time }) => Number.isFinite(time));
    if (begin < 0) return;
    if (!isKnown) this.#since = found[begin]?.time ?? this.#since;
    this.#count += found.length - begin;
  }

  /** Rows per millisecond up to a sort key. */
  upTo({ time }: SortKey): number {
    return Number.isFinite(this.#since) ? this.#count / Math.max(1, Math.abs(this.#since - time)) : 0;
  }
}
