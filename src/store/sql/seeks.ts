import type { SqlDialect, SqlValue, Statement } from '../database.js';
import { fromAge, toAge, toBytes } from '../row-encoding.js';
import type { StorePlace } from '../store.js';

/** One index range that is read in order. Every filter of a page is one or several of them, merged. */
export interface Seek {
  /** Jobs of one cluster in a shared list are found by `cluster_jobs`. */
  readonly through?: 'cluster_jobs' | undefined;
  /** The index that serves the range; absent: the order of the table. */
  readonly index?: 'account' | 'status' | 'list' | undefined;
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

/** Ranges of one statement. SQLite takes 500 at most; a statement's text is prepared once for each number of them. */
export const RANGES_AT_A_TIME = 64;

/** Reads the rows of some ranges behind a place, merged. The texts differ only by shape, so that they can be prepared. */
export function seekStatement(seeks: readonly Seek[], page: SeekPage, dialect: IndexHints): Statement {
  const values: SqlValue[] = [];
  const parameter = (value: SqlValue) => `$${values.push(value)}`;
  const order = page.direction === 'forward' ? 'age, tiebreaker' : 'age DESC, tiebreaker DESC';
  const parts = seeks.map((seek) => rangeSelect(seek, page, dialect, parameter));
  // Both engines merge the ranges row by row, and stop at the limit.
  return { sql: `${parts.join(' UNION ALL ')} ORDER BY ${order} LIMIT ${parameter(page.limit)}`, values };
}

function rangeSelect(seek: Seek, page: SeekPage, dialect: IndexHints, parameter: (value: SqlValue) => string): string {
  const isForward = page.direction === 'forward';
  const columns = COLUMNS.map((column) => `${page.table}.${column}`);
  const { age, tiebreaker } = startOf(seek, page.after, isForward);
  const conditions = [
    ...seek.equals.map(([column, value]) => `${seek.through ?? page.table}.${column} = ${parameter(value)}`),
    // One bound at each end: SQLite seeks by the first that it finds and would look at every row for the second.
    `(age, tiebreaker) ${isForward ? '>' : '<'} (${parameter(age)}, ${parameter(tiebreaker)})`,
    `age ${isForward ? '<=' : '>='} ${parameter(isForward ? seek.maxAge : seek.minAge)}`,
    ...(page.datedOnly ? ['dated = 1'] : []),
    // A cluster that is gone is no longer listed; a job that is gone is history.
    ...(page.table === 'clusters' ? ['gone_at IS NULL'] : []),
  ];
  return `SELECT age, tiebreaker, list_id, ${columns.join(', ')} FROM ${tableOf(seek, page.table, dialect)} WHERE ${conditions.join(' AND ')}`;
}

type IndexHints = Pick<SqlDialect, 'indexedBy'>;

/** The table of a range, read by the index that begins with the range's columns. */
export function tableOf(seek: Seek, table: 'jobs' | 'clusters', { indexedBy }: IndexHints): string {
  if (seek.through) return `${seek.through} JOIN ${table} USING (age, tiebreaker, list_id)`;
  return seek.index ? `${table}${indexedBy(`${table}_by_${seek.index}`)}` : table;
}

/** The start of a range: the position, or the nearer end of the range if the position is outside. */
function startOf(
  { minAge, maxAge }: Seek,
  { time, tiebreaker }: StorePlace,
  isForward: boolean,
): { readonly age: number; readonly tiebreaker: Uint8Array } {
  const age = toAge(time);
  if (isForward ? age >= minAge : age <= maxAge) return { age, tiebreaker: toBytes(tiebreaker) };
  return isForward ? { age: minAge, tiebreaker: LOWEST } : { age: maxAge, tiebreaker: HIGHEST };
}

const LOWEST = toBytes('');
const HIGHEST = toBytes('\uffff');

export function placeOf(age: number, tiebreaker: string): StorePlace {
  return { time: fromAge(age), tiebreaker };
}
