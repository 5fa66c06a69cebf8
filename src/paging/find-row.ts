import type { Entry } from './merge/entry.js';
import { LOWEST_TIEBREAKER } from './sort-key.js';
import { Reader } from './merge/feed-reader.js';
import type { PagingSession } from './session.js';
import type { Source } from './source.js';
import { ListFault } from './errors.js';
import { nextSecond } from './merge/window-sequence.js';

/**
 * Finds one row of a feed by its identity and its time, without reading the rows before it: the place where it must be
 * is sought, and the rows of that very time are looked at. `undefined`: it is not there.
 */
export async function findEntry<T>(
  source: Source<T>,
  identity: string,
  time: number,
  session: PagingSession,
): Promise<Entry<T> | undefined> {
  const range = Number.isFinite(time) ? { from: time, before: time + 1 } : {};
  const pin = Number.isFinite(time) ? nextSecond(time) : undefined;
  const reader = new Reader(
    source,
    { direction: 'forward', sortKey: { time, tiebreaker: LOWEST_TIEBREAKER }, range, pin },
    session,
  );
  while (reader.ended === 'no' && reader.position.time >= time && !isPast(reader, time)) await reader.advance(NEAR);
  for (let { head } = reader; head; { head } = reader) {
    if (head.identity === identity) return head;
    reader.take();
  }
  if (reader.ended === 'wall') throw new ListFault('UPSTREAM_LIMIT', 'The provider lists no further than this.');
  return undefined;
}

/** Rows read around the place: a search goes by few large steps rather than many small ones. */
const NEAR = 100;

function isPast<T>(reader: Reader<T>, time: number): boolean {
  return (
    reader.isRead &&
    (reader.position.time < time || (reader.position.time === time && reader.position.tiebreaker !== LOWEST_TIEBREAKER))
  );
}
