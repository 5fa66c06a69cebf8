import type { BaseContext, GraphQLRequestListener } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

const UNEXPECTED = 'INTERNAL_SERVER_ERROR';
/** For callers, in place of an unexpected error's own message. */
export const UNEXPECTED_MESSAGE = 'Unexpected error. The log has the details under this request id.';
/** Messages of callers' errors to which Apollo Server gives no code. */
const BAD_REQUESTS = new Set(['provided sha does not match query', 'Unsupported persisted query version']);

const DONE = Promise.resolve();

/** Formats an error for callers: Apollo Server's option of this name. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Hides the messages of unexpected errors. `formatError` formats all errors first. */
export function maskUnexpected(formatError: FormatError): FormatError {
  return (formatted, error) => {
    const result = formatError(formatted, error);
    if (BAD_REQUESTS.has(result.message)) return { ...result, extensions: { code: 'BAD_REQUEST' } };
    if (result.extensions?.['code'] !== UNEXPECTED) return result;
    return { ...result, message: UNEXPECTED_MESSAGE };
  };
}

/** Logs unexpected errors with the request's id, and adds the id to the error in the response. */
export function logUnexpected(logger: Logger): Pick<GraphQLRequestListener<BaseContext>, 'willSendResponse'> {
  return {
    willSendResponse: ({ request, response, errors }) => {
      const shown = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
      if (shown === undefined || response.body.kind !== 'single') return DONE;
      const requestId = request.http?.headers.get('x-request-id');
      response.body.singleResult.errors = withRequestId(logger, requestId, shown, errors);
      return DONE;
    },
  };
}

/** Logs the unexpected errors of a result. Returns its formatted errors, those with the request's id. */
export function withRequestId(
  logger: Logger,
  requestId: string | undefined,
  shown: readonly GraphQLFormattedError[],
  errors: readonly GraphQLError[] | undefined,
): readonly GraphQLFormattedError[] {
  return shown.map((formatted, index) => {
    if (formatted.extensions?.['code'] !== UNEXPECTED) return formatted;
    const error = errors?.[index];
    logger.error({ requestId, path: formatted.path, err: error?.originalError ?? error }, 'unexpected error');
    return { ...formatted, extensions: { ...formatted.extensions, requestId } };
  });
}
