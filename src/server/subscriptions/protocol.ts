import type { BaseContext } from '@apollo/server';
import { type FormattedExecutionResult, parse } from 'graphql';
import { CloseCode, makeServer, type OperationResult, type Server } from 'graphql-ws';
import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { Authenticate, Rights } from '../auth/rights.js';
import type { CurrentEngine } from '../engine.js';
import { HttpError } from '../http-error.js';
import { EXPIRED, hasExpired } from './expiry.js';
import { UNEXPECTED_MESSAGE } from '../mask.js';
import type { OpenStreams } from './open-streams.js';
import { runOperation } from './subscribe.js';

/** One WebSocket. */
export interface Connection {
  readonly requestId: string;
  /** The headers of the request that opened it. */
  readonly headers: IncomingHttpHeaders;
  /** Aborted when it is closed. */
  readonly signal: AbortSignal;
  close(code: number, reason: string): void;
  /** Set when the caller is known. */
  rights?: Rights;
  /** Runs work on behalf of the request. */
  readonly run: <T>(work: () => T) => T;
}

export interface ProtocolOptions<Context extends BaseContext> {
  readonly engine: CurrentEngine<Context>;
  readonly authenticate: Authenticate;
  readonly open: OpenStreams;
  readonly logger: Logger;
}

/** The protocol graphql-transport-ws. Operations are executed by `runOperation` instead of the library's own functions. */
export function createProtocol<Context extends BaseContext>({
  engine,
  authenticate,
  open,
  logger,
}: ProtocolOptions<Context>): Server<Connection> {
  return makeServer<Record<string, unknown>, Connection>({
    onConnect: async ({ extra, connectionParams }) => {
      try {
        extra.rights = await authenticate(withParameters(extra.headers, connectionParams));
        return true;
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        extra.close(error.status === 401 ? CloseCode.Unauthorized : CloseCode.Forbidden, error.message);
        return false;
      }
    },
    onSubscribe: async ({ extra: { requestId, signal, rights = NOTHING, run } }, _, request) => {
      const { query, operationName, variables, extensions } = request;
      const operation = {
        query,
        ...(operationName != null && { operationName }),
        ...(variables != null && { variables }),
        ...(extensions != null && { extensions }),
      };
      const caller = { requestId, rights, signal };
      const respond = () =>
        runOperation(engine, operation, caller, open).catch((error: unknown) => {
          // The other operations of the connection go on.
          logger.error({ requestId, err: error }, 'unexpected error');
          return unexpected(requestId);
        });
      const results = hasExpired(rights) ? EXPIRED : await run(respond);
      // Errors are sent as a result too: Hive Gateway loses the codes of those in a message of the type `error`.
      // The library finds the kind of the operation in its document.
      return { schema: engine.current.schema, document: ANY_SUBSCRIPTION, contextValue: results };
    },
    subscribe: ({ contextValue }) => contextValue as OperationResult,
    // Results are formatted already. The library would call `toJSON` of their errors.
    onNext: (_, __, ___, ____, result) => result as FormattedExecutionResult,
  });
}

function unexpected(requestId: string): FormattedExecutionResult {
  const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
  return { errors: [{ message: UNEXPECTED_MESSAGE, extensions }] };
}

const NOTHING: Rights = { allows: () => false };
const ANY_SUBSCRIPTION = parse('subscription { any }');

/** Browsers cannot send headers with a WebSocket: credentials may be in the first message instead. */
function withParameters(headers: IncomingHttpHeaders, parameters: object = {}): IncomingHttpHeaders {
  const credentials: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries<unknown>({ ...parameters })) {
    const header = name.toLowerCase();
    if (CREDENTIALS.has(header) && typeof value === 'string') credentials[header] = value;
  }
  return { ...headers, ...credentials };
}

const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'router-authorization']);
