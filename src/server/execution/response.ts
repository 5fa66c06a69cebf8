import { type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { ExecutionResult, FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { FormatError } from '../mask.js';

/** An execution's result as Apollo Server's response: HTTP status 400 if nothing was executed, else 200. */
export function toResponse(result: ExecutionResult, formatError: FormatError): GraphQLResponse {
  return {
    http: { headers: new HeaderMap(), ...(result.data === undefined && { status: 400 }) },
    body: {
      kind: 'single',
      singleResult: toFormatted(result, formatError),
    },
  };
}

/** The result of one execution of a subscription, for callers. */
export function toFormatted({ data, errors }: ExecutionResult, formatError: FormatError): FormattedExecutionResult {
  return {
    ...(errors && { errors: errors.map((error) => formatError(withCode(error), error)) }),
    ...(data !== undefined && { data }),
  };
}

/** Apollo Server's rule: an error without a code is unexpected. */
function withCode(error: GraphQLError): GraphQLFormattedError {
  return { ...error.toJSON(), extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions } };
}
