import type { Feed, TimeWindow } from '../feed.js';
import type { Learned, LearnedList } from './learned-limits.js';

/** One upstream list as the engine reads it: a feed, or one time window of it. */
export interface ListSource<T> {
  readonly feed: Feed<T>;
  readonly window?: TimeWindow | undefined;
  readonly learned: Learned;
  /** What it was like earlier, where that is known. */
  readonly past?: LearnedList | undefined;
  /** What its limit may have been lowered to. */
  doubtedCap?: number | undefined;
}
