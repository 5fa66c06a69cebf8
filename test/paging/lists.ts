import type { Feed, Row } from '../../src/paging/feed.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { FeedList } from '../../src/paging/list/upstream-list.js';
import { createTicks } from '../../src/paging/session.js';
import { LISTS } from './styles.js';
import { type Item, MovingList, type MovingListOptions } from './moving-list.js';

/** 2026-11-21 08:00 UTC, a whole number of any power of two seconds up to 128. */
export const NOW = Date.UTC(2026, 10, 21, 8);
export const SECOND = 1000;
export const DAY = 86_400_000;

/** A list of the kind with a row at each of the times, which may have any order. The oldest row is `<name>-0`. */
export function listOf(
  kind: string,
  times: readonly number[],
  changes: Partial<MovingListOptions> = {},
  name = kind,
): MovingList {
  const options = LISTS[kind];
  if (!options) throw new Error(kind);
  const list = new MovingList(name, { ...options, ...changes });
  for (const time of times.toSorted((a, b) => a - b)) list.insert(time);
  return list;
}

/** As many times, a minute apart, the newest of them `NOW`. */
export function minutes(count: number): number[] {
  return Array.from({ length: count }, (_, index) => NOW - index * 60 * SECOND);
}

/** The list as the engine reads it, without a walk. */
export function readerOf(list: MovingList): FeedList<Item> {
  const feed = list.feed();
  return new FeedList(feed, new LearnedEndpoints().of(list.name, feed.style, NOW), 5000, createTicks());
}

/** Lets something happen just before the call of that number, counted from 1. */
export function beforeCall(list: MovingList, number: number, happens: () => void): void {
  const { beforeCall: earlier } = list;
  list.beforeCall = () => {
    earlier();
    if (list.calls.length === number) happens();
  };
}

/** A feed's `fetch` that takes a moment, and how often it was waited for: calls made while others run wait with them. */
export class Rounds {
  count = 0;
  /** The most calls at one time. */
  most = 0;
  #running = 0;

  of<T>({ fetch }: Pick<Feed<T>, 'fetch'>): Feed<T>['fetch'] {
    return async (request) => {
      if (this.#running++ === 0) this.count++;
      this.most = Math.max(this.most, this.#running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      this.#running--;
      return fetch(request);
    };
  }
}

export function identitiesOf(rows: readonly Pick<Row<unknown>, 'identity'>[]): string[] {
  return rows.map(({ identity }) => identity);
}
