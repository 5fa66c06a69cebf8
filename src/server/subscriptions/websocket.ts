import type { BaseContext } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { CloseCode, handleProtocols, type Server } from 'graphql-ws';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RequestObserver } from '../observer.js';
import { isFromOtherSite } from '../origin.js';
import type { Progress } from '../progress.js';
import { requestIdOf } from '../request-id.js';
import { type Connection, createProtocol, type ProtocolOptions } from './protocol.js';
import type { Patience } from './server-sent-events.js';

/** A stopping server waits this long for the other side of a connection to close it. */
const CLOSE_MS = 1000;
/** The contract's code for a subscriber that does not read. */
const TOO_SLOW = 4429;
const GOING_AWAY = 1001;
/** RFC 6455: "a message that is too big for it to process". */
const TOO_LARGE = 1009;
const INTERNAL_ERROR = 1011;

export interface WebSocketOptions<Context extends BaseContext> extends ProtocolOptions<Context>, Patience {
  readonly progress: Progress;
  /** Origins of pages that may connect, in addition to the server's own origin. */
  readonly origins: readonly string[];
  readonly observer: RequestObserver | undefined;
}

/** Serves `graphql-transport-ws` at `/graphql`. */
export function addWebSocket<Context extends BaseContext>(
  app: FastifyInstance,
  options: WebSocketOptions<Context>,
): void {
  const { engine, progress, open, origins } = options;
  const protocol = createProtocol(options);
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Each would need some hundred kilobytes.
    perMessageDeflate: false,
    handleProtocols,
  });
  app.server.on('upgrade', (request, socket, head) => {
    const status = rejectionOf(request, origins);
    if (status !== undefined) reject(socket, status);
    else if (progress.phase !== 'serving' || open.connections >= engine.current.limits.subscriptions) {
      reject(socket, 503);
    } else {
      sockets.options.maxPayload = engine.current.limits.bodyBytes;
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        connect(webSocket, request, protocol, options);
      });
    }
  });
}

/**
 * The HTTP status that rejects a request; `undefined`: it may connect. Browsers let every page open a WebSocket to every
 * server, so the origin is checked here.
 */
function rejectionOf({ url = '', headers }: IncomingMessage, origins: readonly string[]): number | undefined {
  const [path] = url.split('?', 1);
  if (path !== '/graphql') return 404;
  const { origin = '' } = headers;
  return isFromOtherSite(headers) && !origins.includes(origin) ? 403 : undefined;
}

function reject(socket: Duplex, status: number): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function connect<Context extends BaseContext>(
  socket: WebSocket,
  request: IncomingMessage,
  protocol: Server<Connection>,
  { engine, open, stallMs, logger, observer }: WebSocketOptions<Context>,
): void {
  const { headers } = request;
  const disconnected = new AbortController();
  const observation = observer?.requestStarted({ method: 'GET', headers, route: '/graphql' });
  const ended = Promise.withResolvers<{ readonly code: number; readonly reason: string }>();
  socket.on('close', (code, reason) => {
    ended.resolve({ code, reason: reason.toString() });
  });
  const close = (code: number, reason: string) => {
    socket.close(code, reason.slice(0, MAX_REASON));
    // What it would still send is not sent any more.
    ended.resolve({ code, reason });
  };
  const tooSlow = () => {
    close(TOO_SLOW, 'The subscriber does not read. Subscribe again after the last cursor.');
  };
  let isAlive = true;
  const connection = {
    close: () => {
      close(GOING_AWAY, 'The server is stopping.');
      setTimeout(() => {
        socket.terminate();
      }, CLOSE_MS).unref();
    },
    // A subscriber that has not responded to one ping when the next is due does not read.
    ping: () => {
      if (!isAlive) tooSlow();
      else if (socket.readyState === socket.OPEN) socket.ping();
      isAlive = false;
    },
  };
  open.add(connection);
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('error', (error) => {
    logger.debug({ err: error }, 'a WebSocket failed');
  });
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data, stallMs, tooSlow),
      close: (code = CloseCode.BadRequest, reason = '') => {
        close(code, reason);
      },
      onMessage: (receive) => {
        socket.on('message', (data) => {
          const message = toBuffer(data);
          // A reload may have lowered the limit since the connection was opened.
          if (message.length > engine.current.limits.bodyBytes) {
            close(TOO_LARGE, 'The message is larger than limits.bodyBytes.');
            return;
          }
          receive(message.toString()).catch((error: unknown) => {
            logger.error({ err: error }, 'unexpected error');
            close(INTERNAL_ERROR, 'Unexpected error.');
          });
        });
      },
    },
    {
      requestId: requestIdOf(request),
      headers,
      signal: disconnected.signal,
      close,
      run: (work) => (observation ? observation.run(work) : work()),
    },
  );
  ended.promise
    .then(({ code, reason }) => {
      open.remove(connection);
      disconnected.abort();
      observation?.ended(undefined);
      return closed(code, reason);
    })
    .catch((error: unknown) => {
      logger.error({ err: error }, 'unexpected error');
    });
}

/** A close frame has room for 123 bytes. */
const MAX_REASON = 123;

/** Resolves when the data is written, so that the next response waits. */
function send(socket: WebSocket, data: string, stallMs: number, onStall: () => void): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    // What cannot be sent is reported by the socket's end.
    socket.send(data, () => {
      clearTimeout(timer);
      resolve();
    });
    if (socket.bufferedAmount > 0) timer = setTimeout(onStall, stallMs);
  });
}

function toBuffer(data: unknown): Buffer {
  return Buffer.isBuffer(data) ? data : EMPTY;
}

const EMPTY = Buffer.alloc(0);
