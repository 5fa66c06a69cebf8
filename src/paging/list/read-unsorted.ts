import { fetchPage } from './fetch-range.js';
import type { ListSource } from './list-source.js';
import { ListFault } from '../errors.js';
import { inheritTimes, type TimedRow } from './timed-row.js';
import { limitCapOf, trustLimit } from './limit-cap.js';
import { isMisplaced, type Misplaced, type PlacedPage } from './place-page.js';
import { plan } from './plan-calls.js';
import { UNSORTED_ROWS } from '../read-sizes.js';

/** How often an unsorted list is read again if it changes during the read. */
const ATTEMPTS = 3;

/**
 * Reads a whole list that is not in the order of its times, in the provider's order. No part of such a list can be
 * found again by a seek.
 */
export async function readWhole<T>(list: ListSource<T>, rowLimit: number): Promise<readonly TimedRow<T>[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const rows = await readOnce(list, rowLimit);
    if (rows) return rows;
  }
  throw new ListFault('UPSTREAM_INVALID', 'The list is out of order and changes while it is read.');
}

/** `undefined`: the list changed during the read. */
async function readOnce<T>(list: ListSource<T>, rowLimit: number): Promise<TimedRow<T>[] | undefined> {
  const rows: TimedRow<T>[] = [];
  const identities = new Set<string>();
  let last: PlacedPage<T> | undefined;
  while (last?.end !== 'end') {
    const page = await fetchPageAt(list, rows.length);
    if (isMisplaced(page)) return undefined;
    const untimed = inheritTimes(page.untimed, rows.at(-1)?.time ?? Infinity);
    const added = [...untimed, ...page.rows].slice(rows.length - (page.start - untimed.length));
    if (added.length === 0) break;
    if (last && page.total !== last.total) return undefined;
    last = page;
    for (const row of added) identities.add(row.identity);
    rows.push(...added);
    if (!list.feed.twins && identities.size < rows.length) return undefined;
    if (rows.length > rowLimit) {
      throw new ListFault('UPSTREAM_INVALID', 'The list is out of order and too long to be read whole.');
    }
  }
  if (last?.total !== undefined) return rows.length < last.total ? undefined : rows;
  // Nothing follows: the only page was not capped.
  if (rows.length === list.learned.limitCap) trustLimit(list);
  return rows;
}

/**
 * The page that contains row number `start`. No later limit is larger than the first, whose page shows whether limits
 * are lowered.
 */
async function fetchPageAt<T>(list: ListSource<T>, start: number): Promise<PlacedPage<T> | Misplaced> {
  const limitCap = Math.min(UNSORTED_ROWS, limitCapOf(list) ?? UNSORTED_ROWS);
  const [call] = plan(list.feed.style, start, start + UNSORTED_ROWS, { limitCap });
  const page = call ? await fetchPage(list, call) : 'rejected';
  if (page === 'rejected') {
    throw new ListFault('UPSTREAM_LIMIT', 'The list is out of order and longer than can be reached.');
  }
  return page;
}
