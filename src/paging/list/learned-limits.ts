import { LRUCache } from 'lru-cache';
import type { PaginationStyle } from './pagination-style.js';
import type { Segment } from './segment.js';

/** What was learned of one endpoint of one account beyond its documentation. It saves calls and decides nothing. */
export interface Learned {
  /** The largest limit that the endpoint honours, where it was caught capping. */
  limitCap: number | undefined;
  /** The largest limit that the endpoint accepted after it had rejected a larger one. */
  acceptedLimit?: number | undefined;
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

  opened(segment: Segment<unknown>): void {
    if (this.doubted !== segment.next) this.doubted = undefined;
    this.#saw(segment);
  }

  /** `doubted`: so many rows it had when it was read on because nobody knew whether more follow. */
  grew(segment: Segment<unknown>, doubted: number | undefined): void {
    if (segment.next === doubted) this.doubted = doubted;
    this.#saw(segment);
  }

  /** A first page of a walk was made with it. `isLeft`: with rows of it left. `share`: where the page tells. */
  served(isLeft: boolean, share: Share | undefined): void {
    // A page that does not come to a list's end need not know where it is.
    if (isLeft) this.doubted = undefined;
    if (share) this.share = share;
  }

  #saw({ next, end, total = Infinity }: Segment<unknown>): void {
    this.rows = end === 'end' ? next : Math.max(Math.min(this.rows, total), next);
  }
}

/** Lists that are remembered; those that nobody has asked for the longest are forgotten first. */
const MOST_LISTS = 10_000;

/** Remembers what was learned, for as long as the process runs. Bounded: by accounts and endpoints, and by `MOST_LISTS`. */
export class LearnedEndpoints {
  readonly #byDocumentation = new Map<string, Map<string, Learned>>();
  readonly #lists = new LRUCache<string, LearnedList>({ max: MOST_LISTS });

  of(space: string, { documentation }: PaginationStyle): Learned {
    let bySpace = this.#byDocumentation.get(documentation);
    if (!bySpace) this.#byDocumentation.set(documentation, (bySpace = new Map<string, Learned>()));
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
