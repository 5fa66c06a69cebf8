import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import { isNativeId } from '../../domain/ids.js';
import type { Page, Row } from '../../paging/feed.js';
import { incompleteListError } from '../shared/incomplete-list.js';
import { isNotFound } from './project.js';

/**
 * Looks ids up with one call each, all at once. The result has the input's order: `null` for what does not exist, an
 * error for what could not be read. Never rejects.
 */
export async function lookUp<T>(
  ids: readonly string[],
  getOne: (id: string) => Promise<T | null>,
): Promise<(T | null | Error)[]> {
  const known = [...new Set(ids)].filter(isNativeId);
  const found = await Promise.all(known.map((id) => settle(getOne(id))));
  const byId = new Map(known.map((id, index) => [id, found[index]]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function settle<T>(call: Promise<T | null>): Promise<T | null | Error> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error)) return null;
    return error instanceof Error ? error : new Error('The lookup failed.', { cause: error });
  }
}

/** The row of an id in a list that was filtered by it. Throws UPSTREAM_INVALID if the list is incomplete without it. */
export function findRow<T>(page: Page<T>, id: string, account: Account): Row<T> | undefined {
  const row = page.rows.find(({ identity }) => identity === id);
  const error = row === undefined ? incompleteListError(page, account) : undefined;
  if (error !== undefined) throw error;
  return row;
}

/** The error for an id that cannot be a cluster's. */
export function unknownCluster(account: Account): UpstreamError {
  return new UpstreamError('NOT_FOUND', account, 'The provider has no cluster with this id.');
}
