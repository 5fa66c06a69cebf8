import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_MS = 10_000;

/** Whether a request has a body that has not arrived completely. */
export function hasUnreadBody({ complete, headers }: IncomingMessage): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);
}

/**
 * A response's text as a stream that ends when the request's body has been read and thrown away, at most 32 MB and 10
 * seconds of it. Node closes the connection as soon as an early response ends. A client that is still sending would then
 * get a connection error instead of the response. The text itself is sent at once, for clients that stop sending early.
 */
export function readingOn(request: IncomingMessage, text: string): Readable {
  let bytes = 0;
  const stream = new Readable({ read: () => undefined });
  stream.push(text);
  const end = () => {
    clearTimeout(timer);
    request.off('data', count).off('end', end).off('close', end);
    stream.push(null);
  };
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) end();
  };
  const timer = setTimeout(end, MAX_MS);
  request.on('data', count).on('end', end).on('close', end).resume();
  return stream;
}
