import type { Account } from '../../../src/domain/provider.js';
import type { Row } from '../../../src/paging/feed.js';
import { fieldOf } from '../../../src/providers/shared/values.js';
import { invalidField, readRows, type ListFields } from '../../../src/providers/shared/wire.js';
import type { TokenPage } from './token-rows.js';

/** An operation as it arrives. Only its id is required: any other field may be missing or of any type. */
export interface WireOperation {
  readonly uid?: unknown;
  readonly cluster?: unknown;
  readonly verb?: unknown;
  readonly state?: unknown;
  /** "2026-11-21T08:00:00.000Z" */
  readonly began?: unknown;
}

const FIELDS: ListFields = { rows: 'items', id: 'uid' };

/**
 * A page of a list that is read by tokens. Such services leave the list out if it is empty, and write the end as no
 * token, as `null` or as "". Throws UPSTREAM_INVALID.
 */
export function readTokenPage<T>(
  body: unknown,
  account: Account,
  toRow: (wire: WireOperation, id: string) => Row<T>,
): TokenPage<T> {
  if (typeof body !== 'object' || body === null) throw invalidField(account, FIELDS.rows);
  const items = fieldOf(body, FIELDS.rows) ?? [];
  const { rows } = readRows({ items }, FIELDS, account, toRow);
  return { rows, nextToken: readToken(fieldOf(body, 'nextPageToken'), account) };
}

function readToken(token: unknown, account: Account): string | undefined {
  if (token === undefined || token === null || token === '') return undefined;
  if (typeof token !== 'string') throw invalidField(account, 'nextPageToken');
  return token;
}
