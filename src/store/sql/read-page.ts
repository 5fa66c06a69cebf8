import type { Database, SqlRow } from '../database.js';
import type { Names } from '../names.js';
import { fromAge, fromBytes, type RowEncoding } from '../row-encoding.js';
import type { PageQuery, RowFilter, StorePage, StorePlace, StoreRow } from '../store.js';
import { planSeeks } from './plan-seeks.js';
import { agesOf, placeOf, RANGES_AT_A_TIME, type Seek, seekStatement } from './seeks.js';

/** Rows that one statement looks at where only some match: a few milliseconds. */
const SEARCH_STEP = 2000;
/** A search that takes longer ends its page early. */
const SEARCH_MS = 250;

/** One page in the order of all walks: the rows of all index ranges that the filter needs, merged. */
export async function readStoredPage<T>(
  database: Database,
  names: Names,
  encoding: RowEncoding<T>,
  query: PageQuery,
): Promise<StorePage<T>> {
  const seeks = planSeeks(query, encoding.statuses, names);
  const matches = matcherOf(query, encoding, names);
  const step = matches ? Math.max(SEARCH_STEP, query.limit) : query.limit;
  const deadline = performance.now() + SEARCH_MS;
  const found: SqlRow[] = [];
  let { after } = query;
  for (;;) {
    const { rows, isEnd } = await readStep(database, encoding.table, seeks, { ...query, after }, step);
    for (const row of rows) if (!matches || matches(row)) found.push(row);
    const last = rows.at(-1);
    const isFull = found.length >= query.limit;
    const isOver = isEnd || last === undefined;
    if (last) after = placeOfRow(last);
    if (!isOver && !isFull && performance.now() < deadline) continue;
    const page = isFull ? found.slice(0, query.limit) : found;
    const decoded = await toRows(page, encoding, names);
    const lastFound = page.at(-1);
    const end = isFull && lastFound ? placeOfRow(lastFound) : isOver ? undefined : after;
    return { rows: decoded, end };
  }
}

/** The next rows of all ranges in one order, as far as each range was read. */
async function readStep(
  database: Database,
  table: 'jobs' | 'clusters',
  seeks: readonly Seek[],
  query: PageQuery,
  limit: number,
): Promise<{ readonly rows: readonly SqlRow[]; readonly isEnd: boolean }> {
  const datedOnly = agesOf(query).isBounded;
  const { direction, after } = query;
  const parts = await Promise.all(
    chunksOf(seeks, RANGES_AT_A_TIME).map((chunk) =>
      database.read(seekStatement(chunk, { table, direction, after, limit, datedOnly }, database.dialect)),
    ),
  );
  const [only, ...others] = parts;
  if (only && others.length === 0) return { rows: only, isEnd: only.length < limit };
  const sign = direction === 'forward' ? 1 : -1;
  const merged = parts.flatMap((part) => part).toSorted((a, b) => sign * compareRows(a, b));
  const full = parts.filter((part) => part.length === limit);
  // If a range has more rows, those after its last row here were not read.
  const edges = full.map((part) => part.at(-1)).filter((row) => row !== undefined);
  const [edge, ...further] = edges;
  if (!edge) return { rows: merged, isEnd: true };
  const nearest = further.reduce((a, b) => (sign * compareRows(a, b) <= 0 ? a : b), edge);
  return { rows: merged.filter((row) => sign * compareRows(row, nearest) <= 0), isEnd: false };
}

function chunksOf<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

/** The conditions that no index range covers. `undefined`: every row matches. */
function matcherOf<T>(
  filter: RowFilter,
  encoding: RowEncoding<T>,
  names: Names,
): ((row: SqlRow) => boolean) | undefined {
  const without = new Set((filter.without ?? []).map((key) => names.listId(key)));
  const actions = filter.actions && new Set<unknown>(filter.actions);
  const part = filter.nameContains?.toLowerCase();
  // Only ranges by account and status decide the status.
  const isByStatus = !filter.clusters && !filter.scopes;
  const statuses =
    filter.statuses && !isByStatus
      ? new Set<unknown>(filter.statuses.map((status) => encoding.statuses.indexOf(status)))
      : undefined;
  if (without.size === 0 && !actions && part === undefined && !statuses) return undefined;
  return (row) => {
    const [, , listId, , , status, , label] = row;
    if (without.has(Number(listId))) return false;
    if (actions && !actions.has(label)) return false;
    if (part !== undefined && !(typeof label === 'string' && label.includes(part))) return false;
    return !statuses || statuses.has(status);
  };
}

/** Rows of accounts that are not configured are left out. */
export async function toRows<T>(
  rows: readonly SqlRow[],
  encoding: RowEncoding<T>,
  names: Names,
): Promise<readonly StoreRow<T>[]> {
  await names.learn(rows.map(([, , listId]) => Number(listId)));
  return rows.map((row) => toRow(row, encoding, names)).filter((row) => row !== undefined);
}

function toRow<T>(row: SqlRow, encoding: RowEncoding<T>, names: Names): StoreRow<T> | undefined {
  const [age, tiebreaker, listId, accountId, identity, status, dated, , value] = row;
  const account = names.account(Number(accountId));
  if (!account) return undefined;
  const time = fromAge(Number(age));
  const list = names.list(Number(listId));
  return {
    time,
    tiebreaker: tiebreaker instanceof Uint8Array ? fromBytes(tiebreaker) : '',
    account: account.name,
    scope: list?.scope ?? '',
    identity: String(identity),
    value: encoding.decode(String(value), Number(status), dated === 1 && time !== Infinity ? time : null, account),
  };
}

function placeOfRow([age, tiebreaker]: SqlRow): StorePlace {
  return placeOf(Number(age), tiebreaker instanceof Uint8Array ? fromBytes(tiebreaker) : '');
}

function compareRows([ageA, tieA]: SqlRow, [ageB, tieB]: SqlRow): number {
  if (ageA !== ageB) return Number(ageA) - Number(ageB);
  return tieA instanceof Uint8Array && tieB instanceof Uint8Array ? Buffer.compare(tieA, tieB) : 0;
}
