import type { Entry } from './entry.js';
import { firstIndex } from '../first-index.js';
import { compareInDirection, type Direction, type SortKey } from '../sort-key.js';

/** Rows that a walk has found and not yet returned, in walking order. */
export class RowBuffer<T> {
  #entries: readonly Entry<T>[] = [];
  #taken = 0;

  get head(): Entry<T> | undefined {
    return this.#entries[this.#taken];
  }

  get length(): number {
    return this.#entries.length - this.#taken;
  }

  take(): void {
    this.#taken++;
  }

  add(entries: readonly Entry<T>[]): void {
    this.#entries = this.head ? [...this.#entries.slice(this.#taken), ...entries] : entries;
    this.#taken = 0;
  }

  countBefore(direction: Direction, sortKey: SortKey): number {
    return firstIndex(this.length, (index) => {
      const entry = this.#entries[this.#taken + index];
      return !entry || compareInDirection(direction, entry, sortKey) >= 0;
    });
  }
}
