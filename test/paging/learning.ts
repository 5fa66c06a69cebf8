import { expect } from 'vitest';
import type { PageRequest } from '../../src/paging/feed.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { START } from '../../src/paging/sort-key.js';
import { readList } from '../../src/paging/read-list.js';
import { Reader } from '../../src/paging/merge/feed-reader.js';
import { PagingSession } from '../../src/paging/session.js';
import { NOW, Rounds, SECOND } from './lists.js';
import { type MovingList } from './moving-list.js';
import { onePage } from './walking.js';

/** A whole list, and how often it was waited for. */
export async function readWhole(list: MovingList, learned: LearnedEndpoints) {
  const session = new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned, now: () => NOW });
  const rounds = new Rounds();
  const feed = list.feed();
  const made = list.calls.length;
  const { values } = await readList(session, 'account', { ...feed, fetch: rounds.of(feed) });
  expect(values).toHaveLength(list.rows.length);
  return { rounds: rounds.count, calls: list.calls.length - made };
}

export const HOUR = 3600 * SECOND;

/** How many rows a walk finds in one step. `intercept` may replace the response to a call. */
export async function firstRead(
  list: MovingList,
  learned: LearnedEndpoints,
  intercept: (request: PageRequest) => Promise<never> | undefined,
  want: number,
): Promise<number> {
  const feed = list.feed();
  const fetch = (request: PageRequest) => intercept(request) ?? feed.fetch(request);
  const session = new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned, now: () => NOW });
  const start = { direction: 'forward', sortKey: START, range: {} } as const;
  const reader = new Reader({ feed: { ...feed, fetch }, space: 'account' }, start, session);
  await reader.advance(want);
  return reader.found;
}

/** The first page of a walk over lists, and the calls that it made of the first of them. */
export async function firstPage(
  lists: readonly [MovingList, ...MovingList[]],
  size: number,
  learned: LearnedEndpoints,
) {
  const made = lists[0].calls.length;
  const setting = { lists, direction: 'forward', pageSize: () => size, now: () => NOW } as const;
  const { entries } = await onePage(setting, size, null, learned);
  return { rows: entries.length, calls: lists[0].calls.length - made };
}
