import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import type { Page } from '../../paging/feed.js';

/**
 * The error for an id that a lookup's list lacks, if the list has fewer rows than its total: the id may be among the
 * missing rows, so it is not known to be absent. `undefined` if the list is whole.
 */
export function incompleteListError(
  { rows, nulls = 0, total = 0 }: Page<unknown>,
  account: Account,
): UpstreamError | undefined {
  if (total <= rows.length + nulls) return undefined;
  return new UpstreamError('UPSTREAM_INVALID', account, 'The list has fewer rows than its total.');
}
