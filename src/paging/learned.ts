import type { Dialect } from './dialect.js';

/** What was learned of one endpoint of one account beyond its documentation. It saves calls and decides nothing. */
export interface Learned {
  /** The largest limit that the endpoint honours, where it was caught capping. */
  limitCap: number | undefined;
  /** The most rows it ever returned at once: a shorter page was not capped. */
  mostRows: number;
  /** What to add to our clock to get the provider's, in milliseconds. */
  clockOffsetMs: number;
}

/** Remembers what was learned, for as long as the process runs. Bounded: one entry per account and endpoint. */
export class LearnedEndpoints {
  readonly #entries = new Map<string, Learned>();

  of(space: string, dialect: Dialect): Learned {
    const key = `${space}\0${dialect.proof}`;
    let learned = this.#entries.get(key);
    if (!learned) {
      learned = { limitCap: undefined, mostRows: 0, clockOffsetMs: 0 };
      this.#entries.set(key, learned);
    }
    return learned;
  }
}
