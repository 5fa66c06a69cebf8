import type { Entry } from './merge/entry.js';
import { Reader } from './merge/feed-reader.js';
import type { PagingSession } from './session.js';
import { START } from './sort-key.js';
import type { Source, TimeRange } from './source.js';

/** The end of a reading: the list's end, or the last row that the provider allows to read. */
export type ReadingEnd = 'end' | 'wall';

/**
 * Reads one list from its newest row down, some rows at a time, with the same engine as a page: no row is lost or
 * repeated while the list moves. The caller stops when it has enough rows. Rejects as the list's calls do.
 */
export async function* readDown<T>(
  source: Source<T>,
  session: PagingSession,
  rowsAtATime: number,
  range: TimeRange = {},
): AsyncGenerator<readonly Entry<T>[], ReadingEnd> {
  const reader = new Reader(source, { direction: 'forward', sortKey: START, range }, session);
  while (reader.ended === 'no') {
    await reader.advance(rowsAtATime);
    const entries: Entry<T>[] = [];
    for (let { head } = reader; head; { head } = reader) {
      entries.push(head);
      reader.take();
    }
    yield entries;
  }
  return reader.ended === 'wall' ? 'wall' : 'end';
}
