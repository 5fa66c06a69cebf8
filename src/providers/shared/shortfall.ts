import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import type { Page } from '../../paging/feed.js';

/**
 * What stands in for something that a lookup's list lacks, where that list says of itself that it shows less than there
 * is: it may be among the rest, so nobody can say that it does not exist. `undefined` where the list is whole.
 */
export function shortfallOf({ rows, total = 0 }: Page<unknown>, account: Account): UpstreamError | undefined {
  if (total <= rows.length) return undefined;
  return new UpstreamError('UPSTREAM_INVALID', account, 'The list is shorter than its total says.');
}
