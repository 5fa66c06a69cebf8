import { atEndOfTick } from '../domain/tick.js';
import type { Feed, TimeWindow } from './feed.js';
import type { LearnedEndpoints, LearnedList } from './list/learned-limits.js';
import { FeedList, type Planner, type Ticks } from './list/upstream-list.js';

export interface SessionOptions {
  /** `limits.scanRows`: rows that may be examined without being returned, and the longest list read whole. */
  readonly scanRows: number;
  /** Milliseconds since 1970 after which a search ends its page early. */
  readonly softDeadline: number;
  readonly learned: LearnedEndpoints;
  readonly now: () => number;
}

/** State that all walks of one operation share: each list is read once. */
export class PagingSession {
  readonly #lists = new Map<string, FeedList<unknown>>();
  readonly #ticks = createTicks();

  constructor(readonly options: SessionOptions) {}

  /** `past`: what earlier operations learned about the list. */
  list<T>(space: string, feed: Feed<T>, window?: TimeWindow, past?: LearnedList): FeedList<T> {
    const key = window ? `${feed.key}\0${window.from}\0${window.to}` : feed.key;
    const known = this.#lists.get(key);
    // A key identifies one list, and all rows of a list have one type.
    if (known) return known as FeedList<T>;
    const learned = this.options.learned.of(space, feed.style, this.options.now());
    const list = new FeedList(feed, learned, this.options.scanRows, this.#ticks, window, past);
    this.#lists.set(key, list as FeedList<unknown>);
    return list;
  }

  /** Whether a search must end its page now, because its time is used up. */
  isLate(): boolean {
    return this.options.now() >= this.options.softDeadline;
  }
}

/** Plans the reads of one tick together, list by list. One list's calls delay no other list. */
export function createTicks(): Ticks {
  let planners: Planner[] = [];
  const planAll = () => {
    const due = planners;
    planners = [];
    for (const planner of due) planner.plan();
  };
  return {
    schedule: (planner) => {
      if (planners.push(planner) === 1) atEndOfTick(planAll);
    },
  };
}
