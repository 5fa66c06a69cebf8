import type { Feed } from '../../src/paging/feed.js';
import type { TimeRange } from '../../src/paging/source.js';
import { LISTS } from './styles.js';
import { MovingList, type MovingListOptions } from './moving-list.js';
import { type WalkSetting } from './walking.js';

export const NOW = Date.UTC(2026, 10, 21, 8, 0, 0, 250);

export const SECOND = 1000;

export const DAY = 86_400_000;

export function project(times: readonly number[], changes: Partial<MovingListOptions> = {}): MovingList {
  const options = LISTS['GeminiDB jobs'];
  if (!options) throw new Error('GeminiDB jobs');
  const list = new MovingList('project', { ...options, ...changes });
  for (const time of times.toSorted((a, b) => a - b)) list.insert(time);
  return list;
}

export function setting(
  list: MovingList,
  range: TimeRange = {},
  direction: WalkSetting['direction'] = 'forward',
): WalkSetting {
  return { lists: [list], direction, pageSize: () => 20, range, now: () => NOW };
}

/** Gives the list a clock of its own. */
export function withClock(list: MovingList, serverTime: () => number): { feed(): Feed<unknown> } {
  list.alterPage = (page) => ({ ...page, serverTime: serverTime() });
  return list;
}
