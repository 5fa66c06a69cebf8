import { rowsExpected } from './forecast.js';
import type { SortKey } from '../sort-key.js';
import { likely, rowsToGoOn, rowsToMerge, rowsToSearch } from './read-sizing.js';
import type { SourceReader } from './source-reader.js';
import type { WalkRequest } from './walk-page.js';

/** How many rows to read now of one source of a page. `want`: rows that the page misses; `end`: where it will have them. */
export function rowsWanted<T>(
  { sources, count, direction, session }: WalkRequest<T>,
  reader: SourceReader<T>,
  want: number,
  end: SortKey | undefined,
): number {
  const { feed, matches, stored } = reader.source;
  if (stored) return want;
  const { length: lists } = sources;
  const { share } = reader.past ?? {};
  const isAlone = lists === 1;
  const expected = end ? rowsExpected(direction, reader, end) : 0;
  if (matches && (isAlone || reader.examined > 0)) {
    const demand = end ? Math.min(want, likely(expected) + 1) : want;
    return rowsToSearch(feed.style, demand, reader, session.options.scanRows);
  }
  if (isAlone) return want;
  if (reader.isRead) return Math.min(want, rowsToGoOn(feed.style, expected));
  if (share?.of === lists) return Math.min(want, rowsToGoOn(feed.style, share.part * count));
  return Math.min(want, rowsToMerge(feed.style, count / lists));
}
