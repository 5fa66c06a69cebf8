import { type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { FormatError } from '../mask.js';

/** An execution's result as Apollo Server's response: HTTP status 400 if nothing was executed, else 200. */
export function toResponse({ data, errors }: ExecutionResult, formatError: FormatError): GraphQLResponse {
  return {
    http: { headers: new HeaderMap(), ...(data === undefined && { status: 400 }) },
    body: {
      kind: 'single',
      singleResult: {
        ...(data !== undefined && { data }),
        ...(errors && { errors: errors.map((error) => formatError(withCode(error), error)) }),
      },
    },
  };
}

/** Apollo Server's rule: an error without a code is unexpected. */
function withCode(error: GraphQLError): GraphQLFormattedError {
  return { ...error.toJSON(), extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions } };
}
