import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { CloudName } from './account.js';
import type { CloudReply, CloudRequest, Fault } from './service.js';

/** One cloud's server. */
export interface ServerOptions {
  readonly cloud: CloudName;
  readonly host: string;
  readonly port: number;
  now(): number;
  nextRequestId(): string;
  handle(request: CloudRequest): CloudReply | Fault | Promise<CloudReply | Fault>;
}

export interface Listener {
  /** http://127.0.0.1:port */
  readonly origin: string;
  /** Breaks open connections. */
  close(): Promise<void>;
}

/** Opens a real HTTP server for one cloud. */
export async function listen(options: ServerOptions): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, response) => {
    serve(options, incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve);
  });
  return { origin: `http://${options.host}:${portOf(server)}`, close: () => close(server) };
}

async function serve(options: ServerOptions, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = toRequest(options, incoming, await readBody(incoming));
  const reply = await options.handle(request);
  if (reply === 'hang') return;
  if (reply === 'reset') response.destroy();
  else send(response, reply, { Date: new Date(options.now()).toUTCString(), 'X-Request-Id': request.requestId });
}

function toRequest(options: ServerOptions, incoming: IncomingMessage, body: string): CloudRequest {
  const { method = 'GET', url = '/', headers } = incoming;
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  const query = new URLSearchParams(rawQuery);
  return { cloud: options.cloud, method, path, rawQuery, query, headers, body, requestId: options.nextRequestId() };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  if (incoming.method === 'GET') return '';
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, reply: CloudReply, common: Record<string, string>): void {
  const { body } = reply;
  const headers = { ...common, 'Content-Type': 'application/json;charset=UTF-8', ...reply.headers };
  if (isStream(body)) {
    response.writeHead(reply.status, headers);
    Readable.from(body).pipe(response);
    return;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(reply.status, { 'Content-Length': String(Buffer.byteLength(text)), ...headers }).end(text);
}

function isStream(body: unknown): body is AsyncIterable<string> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
