import { fastify, LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { acceptJson } from './body.js';
import { allowOrigins } from './cors.js';
import { Refusal, sendRefusal } from './failure.js';
import { addCommonHeaders, varyOf } from './headers.js';
import { requestIdOf } from './request-id.js';

/** The time that a client may take to send a request. */
const RECEIVE_TIMEOUT_MS = 30_000;
const SLACK_MS = 30_000;

/** An HTTP server without routes: limits, headers, request ids, the log, and errors in GraphQL's shape. */
export function createApp({ limits, server, auth }: Config, logger: Logger): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    bodyLimit: limits.bodyBytes,
    requestTimeout: RECEIVE_TIMEOUT_MS,
    keepAliveTimeout: server.keepAliveSeconds * 1000,
    // The longest time without data on a socket: a query may be running, or the client may be slow to read.
    connectionTimeout: limits.requestTimeoutMs + SLACK_MS,
    http: { headersTimeout: RECEIVE_TIMEOUT_MS, connectionsCheckingInterval: 5000 },
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  });
  addCommonHeaders(app, varyOf(auth, server.cors));
  allowOrigins(app, server.cors);
  acceptJson(app);
  logAnswers(app, logger);
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, notFound(request.method, request.url)));
  app.setErrorHandler<FastifyError | Refusal>((error, request, reply) => {
    const refusal = error instanceof Refusal ? error : toRefusal(error, limits.bodyBytes);
    if (refusal.status >= 500 && error !== refusal) request.log.error({ err: error }, 'unexpected error');
    return sendRefusal(request, reply, refusal);
  });
  return app;
}

function logAnswers(app: FastifyInstance, logger: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (!logger.isLevelEnabled('info')) {
      done();
      return;
    }
    // The path without its query, which may be a GraphQL query with its variables.
    const [path] = request.url.split('?', 1);
    const durationMs = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info({ method: request.method, path, status: reply.statusCode, durationMs }, 'answered');
    done();
  });
}

function notFound(method: string, url: string): Refusal {
  const [path] = url.split('?', 1);
  if (path !== '/graphql') return new Refusal(404, 'NOT_FOUND', 'There is nothing here. Queries go to /graphql.');
  return new Refusal(405, 'BAD_REQUEST', `Queries are sent by GET or POST, not ${method}.`, { allow: 'GET, POST' });
}

function toRefusal({ code, statusCode = 500 }: FastifyError, bodyBytes: number): Refusal {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Refusal(413, 'BAD_REQUEST', `The body is larger than ${bodyBytes} bytes, the limit.`);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Refusal(415, 'BAD_REQUEST', 'The body must be JSON: content-type application/json.');
    default:
      return statusCode >= 400 && statusCode < 500
        ? new Refusal(statusCode, 'BAD_REQUEST', 'The request is not one that can be served here.')
        : new Refusal(
            500,
            'INTERNAL_SERVER_ERROR',
            'Something went wrong here. The log tells more under this request id.',
          );
  }
}
