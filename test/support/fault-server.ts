import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';

/** A received request. Header names are in lower case; `reuse` counts the earlier requests of the connection. */
export interface Received {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly reuse: number;
}

/** Responds to one request by any operation on its socket. */
export type Responder = (socket: net.Socket, received: Received) => void;

export interface FaultServer {
  readonly url: URL;
  /** All requests, in order of arrival. */
  readonly received: readonly Received[];
  /** The number of open connections. */
  readonly open: () => number;
  /** Replaces the responders: each next request gets the next one, and all further requests get the last one. */
  respondWith(...responders: Responder[]): void;
  /** From now on, sends this text on each new connection before any request. */
  greet(text: string): void;
  close(): Promise<void>;
}

/**
 * A server on plain sockets, without an HTTP library, so that it can produce any fault.
 * `tls`: its key and certificate; without them it speaks plain HTTP.
 */
export async function openFaultServer(
  responders: readonly Responder[],
  options: { readonly tls?: { readonly key: string; readonly cert: string } } = {},
): Promise<FaultServer> {
  const received: Received[] = [];
  const sockets = new Set<net.Socket>();
  let script = [...responders];
  let greeting = '';

  const onConnection = (socket: net.Socket) => {
    if (greeting !== '') socket.write(greeting);
    sockets.add(socket);
    // Otherwise a body waits 40 ms for the acknowledgement of its header (Nagle's algorithm).
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    // Many tests disconnect clients.
    socket.on('error', () => undefined);
    readRequests(socket, (request) => {
      received.push(request);
      const responder = script.length > 1 ? script.shift() : script[0];
      responder?.(socket, request);
    });
  };
  const server = options.tls ? tls.createServer(options.tls, onConnection) : net.createServer(onConnection);
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: new URL(`${options.tls ? 'https' : 'http'}://127.0.0.1:${portOf(server)}`),
    received,
    open: () => sockets.size,
    respondWith: (...next) => {
      script = next;
    },
    greet: (text) => {
      greeting = text;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * An address that refuses connections. The port is not one of those that the operating system gives to other tests, as the
 * port of a server that has closed is.
 */
export const REFUSING_URL = new URL('http://127.0.0.1:2');

function portOf(server: net.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function readRequests(socket: net.Socket, onRequest: (received: Received) => void): void {
  let unread = '';
  let reuse = 0;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    unread += chunk;
    for (;;) {
      const end = unread.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [line = '', ...fields] = unread.slice(0, end).split('\r\n');
      const headers = Object.fromEntries(fields.map(toField));
      const length = Number(headers['content-length'] ?? 0);
      const body = unread.slice(end + 4, end + 4 + length);
      if (body.length < length) return;
      unread = unread.slice(end + 4 + length);
      const [method = '', target = ''] = line.split(' ');
      onRequest({ method, target, headers, body, reuse: reuse++ });
    }
  });
}

function toField(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
