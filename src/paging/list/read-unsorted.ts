import { readPage } from './fetch-range.js';
import type { ListSource } from './list-source.js';
import { ListFault } from '../errors.js';
import { inheritTimes, type TimedRow } from './timed-row.js';
import { limitCapOf, trustLimit } from './limit-cap.js';
import { isMisplaced, type Misplaced, type PlacedPage } from './place-page.js';
import { plan } from './plan-calls.js';

/** How often a disordered list that changes while it is read is read again. */
const ATTEMPTS = 3;
/** Rows asked for at a time. */
const STEP = 100;

/**
 * Reads a list that does not keep the order of its times, whole, as it is. Such a list has no place that could be
 * found again by reading a part of it.
 */
export async function readWhole<T>(list: ListSource<T>, rowLimit: number): Promise<readonly TimedRow<T>[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const rows = await readOnce(list, rowLimit);
    if (rows) return rows;
  }
  throw new ListFault('UPSTREAM_INVALID', 'The list is out of order and changes while it is read.');
}

/** `undefined`: rows came or went meanwhile. */
async function readOnce<T>(list: ListSource<T>, rowLimit: number): Promise<TimedRow<T>[] | undefined> {
  const rows: TimedRow<T>[] = [];
  const identities = new Set<string>();
  let last: PlacedPage<T> | undefined;
  while (last?.end !== 'end') {
    const page = await readPageAt(list, rows.length);
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
  // Nothing follows the only page.
  if (rows.length === list.learned.limitCap) trustLimit(list);
  return rows;
}

/** The page that holds row number `start`. No limit is larger than the first, whose page shows whether it is lowered. */
async function readPageAt<T>(list: ListSource<T>, start: number): Promise<PlacedPage<T> | Misplaced> {
  const limitCap = Math.min(STEP, limitCapOf(list) ?? STEP);
  const [call] = plan(list.feed.style, start, start + STEP, { limitCap });
  const page = call ? await readPage(list, call) : 'refused';
  if (page === 'refused') {
    throw new ListFault('UPSTREAM_LIMIT', 'The list is out of order and longer than can be reached.');
  }
  return page;
}
