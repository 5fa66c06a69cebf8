import type { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import { createUpstreamError, type CallResult, type UpstreamResult } from '../../upstream/index.js';

/** The result of a call whose parameters are always valid. Throws an error if the provider rejects them. */
export function accepted(result: CallResult, account: Account): UpstreamResult {
  if (result === 'rejected') throw parametersRejected(account);
  return result;
}

/** The error if a provider rejects parameters that its documentation allows. */
export function parametersRejected(account: Account): UpstreamError {
  return createUpstreamError('rejected', account);
}
