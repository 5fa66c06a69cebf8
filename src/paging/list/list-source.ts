import type { Feed, TimeWindow } from '../feed.js';
import type { Learned, LearnedList } from './learned-limits.js';

/** One upstream list: a feed, or one time window of it. */
export interface ListSource<T> {
  readonly feed: Feed<T>;
  readonly window?: TimeWindow | undefined;
  readonly learned: Learned;
  /** Facts about the list from earlier operations, if any. */
  readonly past?: LearnedList | undefined;
  /** The limit to which the service may have lowered the requested one; unproven. */
  doubtedCap?: number | undefined;
}
