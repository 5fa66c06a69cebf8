import type { ObservableResult } from '@opentelemetry/api';
import type { SeriesAttributes } from './attributes.js';

/** The sums of a counter. They are read when metrics are collected, so that counting is no more than an addition. */
export class Tally {
  readonly #sums = new Map<SeriesAttributes, number>();

  add(value: number, attributes: SeriesAttributes): void {
    this.#sums.set(attributes, (this.#sums.get(attributes) ?? 0) + value);
  }

  observe(result: ObservableResult): void {
    for (const [attributes, sum] of this.#sums) result.observe(sum, attributes);
  }
}
