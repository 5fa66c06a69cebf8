import { LRUCache } from 'lru-cache';
import type { PaginationStyle } from './pagination-style.js';
import type { Segment } from './segment.js';

/** Learned facts about one endpoint of one account that its documentation does not have. They only save calls. */
export interface Learned {
  /** The largest limit that the endpoint honours, if it was found to lower limits without an error. */
  limitCap: number | undefined;
  /** The largest limit that the endpoint accepted after it had rejected a larger one. */
  acceptedLimit?: number | undefined;
  /** The most rows that it returned at once: a shorter page was not capped. */
  mostRows: number;
  /** Milliseconds to add to our clock to get the provider's. */
  clockOffsetMs: number;
  /** When this is forgotten, in milliseconds since 1970: services change their limits. */
  readonly expiresAt: number;
}

/** The share of one list in a first page merged from several lists. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

/**
 * What was learned about one list when it was last read from its start. If the list has changed since, that costs
 * calls, never rows.
 */
export class LearnedList {
  /** The number of rows that it was seen to have. */
  rows = 0;
  /** The row number at which the last walk needed a second look to know that the list ended. */
  doubted: number | undefined;
  share: Share | undefined;

  opened(segment: Segment<unknown>): void {
    if (this.doubted !== segment.next) this.doubted = undefined;
    this.#update(segment);
  }

  /** `doubted`: the row number from which it was read on because it was unknown whether more rows follow. */
  grew(segment: Segment<unknown>, doubted: number | undefined): void {
    if (segment.next === doubted) this.doubted = doubted;
    this.#update(segment);
  }

  /**
   * A first page was made with this list. `isLeft`: rows of it are left. `share`: set if the page is long enough to
   * show it.
   */
  served(isLeft: boolean, share: Share | undefined): void {
    // A page that does not reach a list's end needs no second look.
    if (isLeft) this.doubted = undefined;
    if (share) this.share = share;
  }

  #update({ next, end, total = Infinity }: Segment<unknown>): void {
    this.rows = end === 'end' ? next : Math.max(Math.min(this.rows, total), next);
  }
}

/** Learned facts about an endpoint expire after an hour. */
const LEARNED_FOR_MS = 3_600_000;

/** Most lists that are remembered; the least recently used are evicted. */
const MOST_LISTS = 10_000;

/** Stores in memory what was learned. Bounded by accounts, endpoints and `MOST_LISTS`. */
export class LearnedEndpoints {
  readonly #byEndpoint = new Map<string, Map<string, Learned>>();
  readonly #lists = new LRUCache<string, LearnedList>({ max: MOST_LISTS });

  of(space: string, { endpoint }: PaginationStyle, now: number): Learned {
    let bySpace = this.#byEndpoint.get(endpoint);
    if (!bySpace) this.#byEndpoint.set(endpoint, (bySpace = new Map<string, Learned>()));
    let learned = bySpace.get(space);
    if (!learned || now >= learned.expiresAt) {
      learned = { limitCap: undefined, mostRows: 0, clockOffsetMs: 0, expiresAt: now + LEARNED_FOR_MS };
      bySpace.set(space, learned);
    }
    return learned;
  }

  list(feedKey: string): LearnedList {
    let list = this.#lists.get(feedKey);
    if (!list) this.#lists.set(feedKey, (list = new LearnedList()));
    return list;
  }
}
