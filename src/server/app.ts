import { fastify, LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { acceptJson } from './body.js';
import { allowOrigins } from './cors.js';
import { HttpError, sendHttpError } from './http-error.js';
import { addCommonHeaders, varyOf } from './headers.js';
import { UNEXPECTED_MESSAGE } from './mask.js';
import { observed, observeRequests, type RequestObserver } from './observer.js';
import { requestIdOf } from './request-id.js';

/** The time that a client may take to send a request. */
const RECEIVE_TIMEOUT_MS = 30_000;
const SLACK_MS = 30_000;

/** An HTTP server without routes: limits, headers, request ids, the log, and errors in GraphQL's shape. */
export function createApp(
  { limits, server, auth }: Config,
  logger: Logger,
  observer: RequestObserver | undefined,
  /** `limits.bodyBytes`, which a reload changes. */
  maxBodyBytes: () => number,
): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    requestTimeout: RECEIVE_TIMEOUT_MS,
    keepAliveTimeout: server.keepAliveSeconds * 1000,
    connectionTimeout: idleTimeoutMs(limits),
    http: { headersTimeout: RECEIVE_TIMEOUT_MS, connectionsCheckingInterval: 5000 },
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => void sendHttpError(request, reply, toHttpError(error)),
  });
  if (observer !== undefined) observeRequests(app, observer);
  addCommonHeaders(app, varyOf(auth, server.cors));
  allowOrigins(app, server.cors);
  acceptJson(app, maxBodyBytes);
  logResponses(app, logger);
  app.setNotFoundHandler((request, reply) => sendHttpError(request, reply, notFound(request.method, request.url)));
  app.setErrorHandler<FastifyError | HttpError>((error, request, reply) => {
    const httpError = error instanceof HttpError ? error : toHttpError(error);
    if (httpError.status >= 500 && error !== httpError) {
      observed(request, () => {
        request.log.error({ err: error }, 'unexpected error');
      });
    }
    return sendHttpError(request, reply, httpError);
  });
  return app;
}

/** The longest time without data on a socket: a query may be running, or the client may be slow to read. */
export function idleTimeoutMs({ requestTimeoutMs }: Config['limits']): number {
  return requestTimeoutMs + SLACK_MS;
}

function logResponses(app: FastifyInstance, logger: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (!logger.isLevelEnabled('info')) {
      done();
      return;
    }
    // The path without its query, which may be a GraphQL query with its variables.
    const [path] = request.url.split('?', 1);
    const durationMs = Math.round(reply.elapsedTime * 10) / 10;
    const fields = { method: request.method, path, status: reply.statusCode, durationMs };
    observed(request, () => {
      request.log.info(fields, 'request completed');
    });
    done();
  });
}

function notFound(method: string, url: string): HttpError {
  const [path] = url.split('?', 1);
  if (path !== '/graphql') return new HttpError(404, 'NOT_FOUND', 'Not found. Send queries to /graphql.');
  return new HttpError(405, 'BAD_REQUEST', `Send queries by GET or POST, not by ${method}.`, { allow: 'GET, POST' });
}

function toHttpError({ code, statusCode = 500 }: FastifyError): HttpError {
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpError(415, 'BAD_REQUEST', 'The body must be JSON: content-type application/json.');
    default:
      return statusCode >= 400 && statusCode < 500
        ? new HttpError(statusCode, 'BAD_REQUEST', 'The request cannot be processed.')
        : new HttpError(500, 'INTERNAL_SERVER_ERROR', UNEXPECTED_MESSAGE);
  }
}
