import type { SqlValue, Statement } from '../database.js';
import { fromAge, toAge, toBytes } from '../row-encoding.js';
import type { StorePlace } from '../store.js';

/** One index range that is read in order. Every filter of a page is one or several of them, merged. */
export interface Seek {
  /** Jobs of one cluster in a shared list are found by `cluster_jobs`. */
  readonly through?: 'cluster_jobs' | undefined;
  /** Columns that begin an index on (…, age, tiebreaker), with their values. */
  readonly equals: readonly (readonly [column: string, value: SqlValue])[];
  /** Ages, both inclusive. */
  readonly minAge: number;
  readonly maxAge: number;
}

/** The creation times of a filter as ages: `from` inclusive, `before` exclusive. Undated rows match no time filter. */
export function agesOf(range: { readonly from?: number | undefined; readonly before?: number | undefined }) {
  const { from = -Infinity, before } = range;
  const isBounded = before !== undefined || from !== -Infinity;
  return {
    minAge: before === undefined ? toAge(Infinity) : toAge(before) + 1,
    maxAge: toAge(from),
    isBounded,
  };
}

export interface SeekPage {
  readonly table: 'jobs' | 'clusters';
  readonly direction: 'forward' | 'backward';
  readonly after: StorePlace;
  readonly limit: number;
  /** Only rows whose provider gave a creation time. */
  readonly datedOnly: boolean;
}

const COLUMNS = ['account_id', 'identity', 'status', 'dated', 'label', 'value'];

/** Reads the rows of one range behind a place. The texts differ only by shape, so that they can be prepared. */
export function seekStatement(seek: Seek, page: SeekPage): Statement {
  const isForward = page.direction === 'forward';
  const columns = COLUMNS.map((column) => `${page.table}.${column}`);
  const from = seek.through ? `${seek.through} JOIN ${page.table} USING (age, tiebreaker, list_id)` : page.table;
  const values: SqlValue[] = [];
  const parameter = (value: SqlValue) => `$${values.push(value)}`;
  const [compare, order] = isForward ? ['>', ''] : ['<', ' DESC'];
  const conditions = [
    ...seek.equals.map(([column, value]) => `${seek.through ?? page.table}.${column} = ${parameter(value)}`),
    // One bound at each end: SQLite seeks by the first that it finds and would look at every row for the second.
    isInside(seek, page.after, isForward)
      ? `(age, tiebreaker) ${compare} (${parameter(toAge(page.after.time))}, ${parameter(toBytes(page.after.tiebreaker))})`
      : `age ${compare}= ${parameter(isForward ? seek.minAge : seek.maxAge)}`,
    `age ${isForward ? '<=' : '>='} ${parameter(isForward ? seek.maxAge : seek.minAge)}`,
    ...(page.datedOnly ? ['dated = 1'] : []),
    // A cluster that is gone is no longer listed; a job that is gone is history.
    ...(page.table === 'clusters' ? ['gone_at IS NULL'] : []),
  ];
  const sql =
    `SELECT age, tiebreaker, list_id, ${columns.join(', ')} FROM ${from} WHERE ${conditions.join(' AND ')} ` +
    `ORDER BY age${order}, tiebreaker${order} LIMIT ${parameter(page.limit)}`;
  return { sql, values };
}

function isInside({ minAge, maxAge }: Seek, { time }: StorePlace, isForward: boolean): boolean {
  const age = toAge(time);
  return isForward ? age >= minAge : age <= maxAge;
}

export function placeOf(age: number, tiebreaker: string): StorePlace {
  return { time: fromAge(age), tiebreaker };
}
