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
  readonly #byProof = new Map<string, Map<string, Learned>>();

  of(space: string, { proof }: Dialect): Learned {
    let bySpace = this.#byProof.get(proof);
    if (!bySpace) this.#byProof.set(proof, (bySpace = new Map<string, Learned>()));
    let learned = bySpace.get(space);
    if (!learned) bySpace.set(space, (learned = { limitCap: undefined, mostRows: 0, clockOffsetMs: 0 }));
    return learned;
  }
}
