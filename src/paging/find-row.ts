import type { Entry } from './merge/entry.js';
import { LOWEST_TIEBREAKER } from './sort-key.js';
import { Reader } from './merge/feed-reader.js';
import type { PagingSession } from './session.js';
import type { Source } from './source.js';
import { ListFault } from './errors.js';
import { nextSecond } from './merge/window-sequence.js';
import { LOOKUP_ROWS } from './read-sizes.js';

/**
 * Finds one row of a feed by its identity and creation time, without reading the rows before it. `time`: `null` for a
 * row without one, which may be anywhere in the list. `undefined`: the list has no such row.
 */
export async function findEntry<T>(
  source: Source<T>,
  identity: string,
  time: number | null,
  session: PagingSession,
): Promise<Entry<T> | undefined> {
  const isTimed = time !== null && Number.isFinite(time);
  const reader = new Reader(
    source,
    {
      direction: 'forward',
      sortKey: { time: time ?? Infinity, tiebreaker: LOWEST_TIEBREAKER },
      range: isTimed ? { from: time, before: time + 1 } : {},
      pin: isTimed ? nextSecond(time) : undefined,
    },
    session,
  );
  while (reader.ended === 'no' && (time === null || !isPast(reader, time))) {
    await reader.advance(LOOKUP_ROWS);
    for (let { head } = reader; head; { head } = reader) {
      if (head.identity === identity) return head;
      reader.take();
    }
  }
  if (reader.ended === 'wall') throw new ListFault('UPSTREAM_LIMIT', 'The provider lists no further than this.');
  return undefined;
}

function isPast<T>({ position, isRead }: Reader<T>, time: number): boolean {
  if (position.time !== time) return position.time < time;
  return isRead && position.tiebreaker !== LOWEST_TIEBREAKER;
}
