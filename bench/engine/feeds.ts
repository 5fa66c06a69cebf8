import type { PaginationStyle } from '../../src/paging/list/pagination-style.js';
import type { Feed, Page, PageRequest, Row } from '../../src/paging/feed.js';

/** The pagination styles of the four clouds, reduced to what affects the number of calls. */
export const STYLES = {
  css: { endpoint: 'css', documentation: '', unit: 'row', origin: 1, limits: { min: 1, max: 1000 } },
  dws: { endpoint: 'dws', documentation: '', unit: 'page', origin: 0, limits: { min: 1, max: 1000 } },
  geminiDb: {
    endpoint: 'geminiDb',
    documentation: '',
    unit: 'row',
    origin: 0,
    limits: [10, 20, 50],
    windowMs: 30 * 86_400_000,
  },
  qingCloud: { endpoint: 'qingCloud', documentation: '', unit: 'row', origin: 0, limits: { min: 1, max: 100 } },
} as const satisfies Record<string, PaginationStyle>;

export interface Item {
  readonly name: string;
}

/** Upstream calls that were made. */
export interface Counter {
  calls: number;
}

/** The time of the newest rows. A whole second, because of lists that are read by time windows. */
export const NEWEST = Date.UTC(2026, 10, 21, 8);

/**
 * A list of any length that takes no memory, because its rows are created on request. The times of the lists of one merge
 * interleave: each second has one row of one list.
 */
function createFeed(
  number: number,
  size: number,
  counter: Counter,
  style: PaginationStyle,
  spread: number,
): Feed<Item> {
  const name = `feed-${number}`;
  const shift = ((number * 37) % spread) * 1000;
  const rowAt = (index: number): Row<Item> => ({
    time: NEWEST - 1000 - shift - index * 1000 * spread,
    identity: `${name}-${index}`,
    value: { name },
  });
  return { key: name, style, fetch: (request) => Promise.resolve(read(request)) };

  function read({ offset, limit }: PageRequest): Page<Item> {
    counter.calls++;
    const start = (offset - style.origin) * (style.unit === 'page' ? limit : 1);
    const rows = [];
    for (let index = start; index < Math.min(start + limit, size); index++) rows.push(rowAt(index));
    return { rows, total: size };
  }
}

/** The lists of one merge, all of equal length and density. */
export function createFeeds(count: number, size: number, style: PaginationStyle) {
  const counter: Counter = { calls: 0 };
  const feeds = Array.from({ length: count }, (_, index) => createFeed(index, size, counter, style, count));
  return { counter, feeds };
}
