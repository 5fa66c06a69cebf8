import type { SortKey } from '../sort-key.js';

/** How close together the rows stand that a walk has found so far. Rows that have not started stand nowhere. */
export class Density {
  /** The time from which on rows were found. */
  #since: number;
  #count = 0;

  constructor({ time }: SortKey) {
    this.#since = time;
  }

  /** Rows in walking order, behind those of before. */
  add(found: readonly SortKey[]): void {
    const isKnown = Number.isFinite(this.#since);
    const begin = isKnown ? 0 : found.findIndex(({ time }) => Number.isFinite(time));
    if (begin < 0) return;
    if (!isKnown) this.#since = found[begin]?.time ?? this.#since;
    this.#count += found.length - begin;
  }

  /** Rows to a millisecond, as far as was looked. */
  upTo({ time }: SortKey): number {
    return Number.isFinite(this.#since) ? this.#count / Math.max(1, Math.abs(this.#since - time)) : 0;
  }
}
