import { UpstreamError } from '../domain/errors.js';
import type { Account } from '../domain/provider.js';
import { ListFault } from '../paging/errors.js';

/** The largest value of the type `Int`: 32 bits with a sign. */
const LARGEST_INT = 2_147_483_647;

/**
 * A count or a percentage as an `Int`. Any other number is an error for its field alone: compiled execution does not
 * check numbers, and clients with typed numbers would reject the whole response. `account`: the one that gave the
 * number, where there is one.
 */
export function toInt(value: number | null, name: string, account?: Account): number | Error | null {
  if (value === null || (Number.isInteger(value) && value >= 0 && value <= LARGEST_INT)) return value;
  const message = `The ${name} is not a whole number from 0 to ${LARGEST_INT}.`;
  return account ? new UpstreamError('UPSTREAM_INVALID', account, message) : new ListFault('UPSTREAM_INVALID', message);
}
