import { ListFault } from './errors.js';
import { origin } from './sort-key.js';
import { Reader } from './merge/feed-reader.js';
import type { PagingSession } from './session.js';
import type { Source, StoredRows, TimeRange } from './source.js';
import { windowsOf } from './merge/window-sequence.js';
import { COUNTED_ROWS } from './read-sizes.js';

/**
 * Counts the matching rows of all sources. Takes a list's own total if the filter matches every row and nothing read so
 * far contradicts it; else examines the rows. `null`: a source cannot be read, or the limit is exceeded.
 */
export async function countRows<T>(
  sources: readonly Source<T>[],
  range: TimeRange,
  pin: number | undefined,
  session: PagingSession,
): Promise<number | null> {
  const budget = { rows: session.options.scanRows };
  const countSource = async (source: Source<T>) =>
    source.stored
      ? countStored(source.stored, range)
      : ((await totalOf(source, range, pin, session)) ?? countExamined(source, range, pin, session, budget));
  try {
    const counts = await Promise.all(sources.map(countSource));
    return counts.reduce((sum, count) => sum + count, 0);
  } catch {
    // The page itself reports why a source cannot be read. The other counts that still run are stopped.
    budget.rows = -1;
    return null;
  }
}

async function countStored<T>(stored: StoredRows<T>, range: TimeRange): Promise<number> {
  const count = await stored.count(range);
  if (count === null) throw new ListFault('UPSTREAM_LIMIT', 'The rows cannot be counted in time.');
  return count;
}

async function totalOf<T>(
  source: Source<T>,
  range: TimeRange,
  pin: number | undefined,
  session: PagingSession,
): Promise<number | undefined> {
  const { feed, space, matches } = source;
  if (matches || feed.style.unit === 'whole') return undefined;
  // Only the total of a whole list is usable: a range excludes rows, and neighbouring windows share their edges.
  if (range.from !== undefined || range.before !== undefined) return undefined;
  const window = windowsOf(feed.style, 'forward', pin ?? 0, range).at(0);
  const list = session.list(space, feed, window);
  const segment = list.segments.at(-1) ?? (await list.open(0, 1));
  const { total, next, end } = segment;
  return total !== undefined && (end === 'open' ? total >= next : total === next) ? total : undefined;
}

async function countExamined<T>(
  source: Source<T>,
  range: TimeRange,
  pin: number | undefined,
  session: PagingSession,
  budget: { rows: number },
): Promise<number> {
  const reader = new Reader(source, { direction: 'forward', sortKey: origin('forward'), range, pin }, session);
  let count = 0;
  let examined = 0;
  while (reader.ended === 'no' && budget.rows >= 0) {
    await reader.advance(COUNTED_ROWS);
    budget.rows -= reader.examined - examined;
    examined = reader.examined;
    while (reader.head) {
      reader.take();
      count++;
      budget.rows--;
    }
  }
  if (reader.ended !== 'end' || budget.rows < 0)
    throw new ListFault('UPSTREAM_LIMIT', 'The rows cannot all be counted.');
  return count;
}
