import type { Feed } from '../../paging/feed.js';
import type { TimedRow } from '../../paging/list/timed-row.js';
import type { Source, StoredRows } from '../../paging/source.js';
import type { PageQuery, RowFilter, Store, StorePage, StoreRow } from '../../store/store.js';

/** A count that takes longer is `null`. */
const COUNT_MS = 250;

/** The stored rows of a filter, as a walk reads them. `sourceOf`: the list that holds a row. */
export function storedRows<T extends { readonly createdAt: number | null }>(
  store: Store,
  kind: 'jobs' | 'clusters',
  filter: RowFilter,
  read: (query: PageQuery) => Promise<StorePage<T>>,
  sourceOf: (row: StoreRow<T>) => Source<T>,
): StoredRows<T> {
  return {
    read: async ({ direction, after, range, limit }) => {
      const { rows, end } = await read({ ...filter, ...range, direction, after, limit });
      return { rows: rows.map((row) => ({ source: sourceOf(row), row: toTimedRow(row) })), end };
    },
    count: (range) => store.count(kind, { ...filter, ...range }, COUNT_MS),
  };
}

/** A row without a time of its own stands where the row above it stood. */
function toTimedRow<T extends { readonly createdAt: number | null }>({
  time,
  identity,
  value,
}: StoreRow<T>): TimedRow<T> {
  return { time, identity, value, inheritsTime: value.createdAt === null && time !== Infinity };
}

/** The feed of a source of stored rows. It has a name for cursors, and is never called. */
export function storedFeed(key: string): Feed<never> {
  return {
    key,
    style: { endpoint: 'store', documentation: '', unit: 'row', origin: 0, limits: { min: 1, max: 1000 } },
    fetch: () => Promise.reject(new RangeError('A stored source is not called.')),
  };
}
