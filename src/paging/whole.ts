import { ListFault } from './fault.js';
import type { Row } from './feed.js';
import type { ListSource } from './chunk.js';
import { limitCapOf } from './limit-cap.js';
import { plan } from './plan.js';

/** How often a disordered list that changes while it is read is read again. */
const ATTEMPTS = 3;
/** Rows asked for at a time. */
const STEP = 100;

/**
 * Reads a list that does not keep the order of its times, whole, as it is. Such a list has no place that could be
 * found again by reading a part of it.
 */
export async function readWhole<T>(list: ListSource<T>, rowLimit: number): Promise<readonly Row<T>[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const rows = await readOnce(list, rowLimit);
    if (rows) return rows;
  }
  throw new ListFault('UPSTREAM_INVALID', 'The list is out of order and changes while it is read.');
}

/** `undefined`: rows came or went meanwhile. */
async function readOnce<T>(list: ListSource<T>, rowLimit: number): Promise<Row<T>[] | undefined> {
  const rows: Row<T>[] = [];
  const identities = new Set<string>();
  let total: number | undefined;
  for (;;) {
    const page = await readRowsAt(list, rows.length);
    if (page.rows.length === 0) return total !== undefined && rows.length < total ? undefined : rows;
    if (total !== undefined && page.total !== total) return undefined;
    total = page.total;
    for (const row of page.rows) identities.add(row.identity);
    rows.push(...page.rows);
    if (!list.feed.twins && identities.size < rows.length) return undefined;
    if (rows.length > rowLimit) {
      throw new ListFault('UPSTREAM_INVALID', 'The list is out of order and too long to be read whole.');
    }
    if (page.isLast && rows.length >= (total ?? 0)) return rows;
  }
}

/** One call's rows from row number `start` on. */
async function readRowsAt<T>(list: ListSource<T>, start: number) {
  const { feed, window } = list;
  const [call] = plan(feed.dialect, start, start + STEP, { limitCap: limitCapOf(list) });
  if (!call) throw new ListFault('UPSTREAM_LIMIT', 'The list is out of order and longer than can be reached.');
  const request = { offset: call.offset, limit: call.limit };
  const page = await feed.fetch(window ? { ...request, window } : request);
  if (page === 'refused') {
    throw new ListFault('UPSTREAM_LIMIT', 'The list is out of order and longer than can be reached.');
  }
  const rows = page.rows.slice(start - call.start, call.limit);
  // Where no total speaks against it, a short page may be a capped one: only an empty one is the end.
  return { rows, total: page.total, isLast: page.total !== undefined && page.rows.length < call.limit };
}
