import { LRUCache } from 'lru-cache';
import type { Dialect } from './pagination-style.js';
import type { Run } from './segment.js';

/** What was learned of one endpoint of one account beyond its documentation. It saves calls and decides nothing. */
export interface Learned {
  /** The largest limit that the endpoint honours, where it was caught capping. */
  limitCap: number | undefined;
  /** The most rows it ever returned at once: a shorter page was not capped. */
  mostRows: number;
  /** What to add to our clock to get the provider's, in milliseconds. */
  clockOffsetMs: number;
}

/** What part of a first page was one list's, merged of how many. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

/** What one list was like when it was last read from its top. One that has changed costs calls, never rows. */
export class LearnedList {
  /** So many rows it was seen to have. */
  rows = 0;
  /** A walk that came to the end of so many rows had to look a second time to know that it was the end. */
  doubted: number | undefined;
  share: Share | undefined;

  opened(run: Run<unknown>): void {
    if (this.doubted !== run.next) this.doubted = undefined;
    this.#saw(run);
  }

  /** `doubted`: so many rows it had when it was read on because nobody knew whether more follow. */
  grew(run: Run<unknown>, doubted: number | undefined): void {
    if (run.next === doubted) this.doubted = doubted;
    this.#saw(run);
  }

  /** A first page of a walk was made with it. `isLeft`: with rows of it left. `share`: where the page tells. */
  served(isLeft: boolean, share: Share | undefined): void {
    // A page that does not come to a list's end need not know where it is.
    if (isLeft) this.doubted = undefined;
    if (share) this.share = share;
  }

  #saw({ next, end, total = Infinity }: Run<unknown>): void {
    this.rows = end === 'end' ? next : Math.max(Math.min(this.rows, total), next);
  }
}

/** Lists that are remembered; those that nobody has asked for the longest are forgotten first. */
const MOST_LISTS = 10_000;

/** Remembers what was learned, for as long as the process runs. Bounded: by accounts and endpoints, and by `MOST_LISTS`. */
export class LearnedEndpoints {
  readonly #byProof = new Map<string, Map<string, Learned>>();
  readonly #lists = new LRUCache<string, LearnedList>({ max: MOST_LISTS });

  of(space: string, { proof }: Dialect): Learned {
    let bySpace = this.#byProof.get(proof);
    if (!bySpace) this.#byProof.set(proof, (bySpace = new Map<string, Learned>()));
    let learned = bySpace.get(space);
    if (!learned) bySpace.set(space, (learned = { limitCap: undefined, mostRows: 0, clockOffsetMs: 0 }));
    return learned;
  }

  list(feedKey: string): LearnedList {
    let list = this.#lists.get(feedKey);
    if (!list) this.#lists.set(feedKey, (list = new LearnedList()));
    return list;
  }
}
