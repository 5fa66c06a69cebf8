import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import type { Page, Row } from '../../paging/feed.js';
import { toDigits } from './exact.js';
import { fieldOf, toCount } from './values.js';

/** The names of the fields that hold a list's rows, their total, and the id of each row. */
export interface ListFields {
  readonly rows: string;
  /** Absent: the list has no total. */
  readonly total?: string;
  /** Absent: the rows have no id. */
  readonly id?: string;
}

/**
 * The rows of a list, converted one by one. A row arrives as an object of which any field may be missing or of any type
 * (a service's `wire.ts` names the documented ones, all of them optional and `unknown`). `toRow` is called with a row and
 * its id, which is "" if rows have none.
 *
 * `null` in place of a list is an empty list, and so is every other way to write nothing if the total is 0. With a
 * total above 0 it is an error: the rows exist. `null` in place of a row is no row. Throws UPSTREAM_INVALID.
 */
export function readRows<T>(
  body: unknown,
  fields: ListFields,
  account: Account,
  toRow: (row: Readonly<Record<string, unknown>>, id: string) => Row<T>,
): Pick<Page<T>, 'rows' | 'nulls' | 'total'> {
  const list = fieldOf(body, fields.rows);
  const total = fields.total === undefined ? undefined : toCount(fieldOf(body, fields.total));
  if (!Array.isArray(list)) {
    if (isEmptyList(list, total)) return { rows: [], total };
    throw invalidField(account, fields.rows);
  }
  const entries: readonly unknown[] = list;
  const rows: Row<T>[] = [];
  entries.forEach((entry, index) => {
    if (entry === null) return;
    if (typeof entry !== 'object') throw invalidField(account, `${fields.rows}[${index}]`);
    const id = fields.id === undefined ? '' : readId(fieldOf(entry, fields.id));
    if (id === undefined) throw invalidField(account, `${fields.rows}[${index}].${fields.id}`);
    rows.push(toRow(entry as Readonly<Record<string, unknown>>, id));
  });
  const nulls = entries.length - rows.length;
  return { rows, nulls: nulls === 0 ? undefined : nulls, total };
}

function isEmptyList(list: unknown, total: number | undefined): boolean {
  if (total === undefined) return list === null;
  const isNothing = list === null || list === undefined || list === '';
  return total === 0 && (isNothing || (typeof list === 'object' && Object.keys(list).length === 0));
}

/**
 * The text of an id; `undefined` if the value is none. Ids are documented as strings everywhere; an integer names a row
 * as well.
 */
export function readId(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isInteger(value) ? toDigits(value) : undefined;
}

/** `path`: the path of a field, such as `clusters[3].id`. */
export function invalidField(account: Account, path: string): UpstreamError {
  return new UpstreamError('UPSTREAM_INVALID', account, `The provider's response has no valid ${path}.`);
}
