import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { BadInputError, UpstreamError } from '../domain/errors.js';
import type { Account } from '../domain/provider.js';
import { ListFault } from '../paging/errors.js';

/** An error of a list as an error of the account that it belongs to. Throws any unexpected error. */
export function toAccountError(error: Error, account: Account): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof ListFault) return new UpstreamError(error.code, account, error.message, { cause: error });
  throw error;
}

/** Converts Jobgraph's errors to the documented ones: fixed messages and known codes only. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof BadInputError) return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
  if (original instanceof UpstreamError) return { ...formatted, extensions: upstreamExtensions(original) };
  // An error that concerns the lists of several accounts has no single account.
  if (original instanceof ListFault) return { ...formatted, extensions: { code: original.code, retryable: false } };
  return formatted;
}

function upstreamExtensions(error: UpstreamError): Record<string, unknown> {
  const { code, account, retryable, upstreamRequestId, retryAfterSeconds } = error;
  return {
    code,
    provider: account.provider,
    account: account.name,
    retryable,
    ...(upstreamRequestId !== undefined && { upstreamRequestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}
