import { ListFault } from './errors.js';
import type { Feed } from './feed.js';
import { origin } from './sort-key.js';
import { Reader } from './merge/feed-reader.js';
import type { PagingSession } from './session.js';
import { WHOLE_LIST_ROWS } from './read-sizes.js';

/**
 * Reads a whole list. `fault` is set if further rows exist that cannot be reached. Rejects if the list cannot be read.
 */
export async function readList<T>(
  session: PagingSession,
  space: string,
  feed: Feed<T>,
): Promise<{ readonly values: readonly T[]; readonly fault: ListFault | undefined }> {
  const reader = new Reader({ feed, space }, { direction: 'forward', sortKey: origin('forward'), range: {} }, session);
  const values: T[] = [];
  while (reader.ended === 'no') {
    await reader.advance(WHOLE_LIST_ROWS);
    for (let { head } = reader; head; { head } = reader) {
      values.push(head.value);
      reader.take();
    }
  }
  const fault = new ListFault('UPSTREAM_LIMIT', 'The provider lists no further than this.');
  return { values, fault: reader.ended === 'wall' ? fault : undefined };
}
