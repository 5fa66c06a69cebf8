import type { PaginationStyle } from '../../src/paging/list/pagination-style.js';
import type { Feed, Page, PageRequest, Row } from '../../src/paging/feed.js';

/** The dialects of the four clouds, as far as they change what reading costs. */
export const STYLES = {
  css: { documentation: 'css', unit: 'row', origin: 1, limits: { min: 1, max: 1000 } },
  dws: { documentation: 'dws', unit: 'page', origin: 0, limits: { min: 1, max: 1000 } },
  geminiDb: { documentation: 'geminiDb', unit: 'row', origin: 0, limits: [10, 20, 50], windowMs: 30 * 86_400_000 },
  qingCloud: { documentation: 'qingCloud', unit: 'row', origin: 0, limits: { min: 1, max: 100 } },
} as const satisfies Record<string, PaginationStyle>;

export interface Item {
  readonly name: string;
}

/** Upstream calls that were made. */
export interface Counter {
  calls: number;
}

/** When the newest rows were made: a whole second, for lists that are read by windows. */
export const NEWEST = Date.UTC(2026, 10, 21, 8);

/**
 * A list of any length that takes no memory: its rows are made as they are asked for. The lists of one merge take
 * turns: a row of one of them each second.
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

/** Lists of one merge, all as long and as dense as each other. */
export function createFeeds(count: number, size: number, style: PaginationStyle) {
  const counter: Counter = { calls: 0 };
  const feeds = Array.from({ length: count }, (_, index) => createFeed(index, size, counter, style, count));
  return { counter, feeds };
}
