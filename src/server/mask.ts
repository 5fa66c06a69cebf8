import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

const UNEXPECTED = 'INTERNAL_SERVER_ERROR';
/** Mistakes of the caller's that Apollo Server gives no code. */
const MISTAKES = new Set(['provided sha does not match query', 'Unsupported persisted query version']);

const DONE = Promise.resolve();

/** Turns an error into what callers see. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Takes the words out of unexpected errors, whatever `formatError` makes of the others. */
export function maskUnexpected(formatError: FormatError): FormatError {
  return (formatted, error) => {
    const result = formatError(formatted, error);
    if (MISTAKES.has(result.message)) return { ...result, extensions: { code: 'BAD_REQUEST' } };
    if (result.extensions?.['code'] !== UNEXPECTED) return result;
    return { ...result, message: 'Something went wrong here. The log tells more under this request id.' };
  };
}

/** Logs unexpected errors under the request's id, and tells callers that id. */
export function unexpectedErrorPlugin(logger: Logger): ApolloServerPlugin {
  const listener = Promise.resolve<GraphQLRequestListener<BaseContext>>({
    willSendResponse: ({ request, response, errors }) => {
      const shown = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
      if (shown === undefined || response.body.kind !== 'single') return DONE;
      const requestId = request.http?.headers.get('x-request-id');
      response.body.singleResult.errors = shown.map((formatted, index) => {
        if (formatted.extensions?.['code'] !== UNEXPECTED) return formatted;
        const error = errors?.[index];
        logger.error({ requestId, path: formatted.path, err: error?.originalError ?? error }, 'unexpected error');
        return { ...formatted, extensions: { ...formatted.extensions, requestId } };
      });
      return DONE;
    },
  });
  return { requestDidStart: () => listener };
}
