import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isAscii } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { HttpError } from './http-error.js';

/**
 * Accepts only JSON in UTF-8. Forms and plain text are rejected, because a browser sends them for any site without a
 * preflight. Bytes that are not UTF-8 are an error and not replacement characters.
 */
export function acceptJson(app: FastifyInstance, maxBytes: () => number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: Readable) => {
    const body = await readBody(payload, request.headers, maxBytes());
    requirePlainUtf8(request.headers);
    return toJson(body);
  });
}

/** Fastify would do the same with a limit that cannot be changed later. */
function readBody(
  payload: Readable,
  { 'content-length': length }: IncomingHttpHeaders,
  limit: number,
): Promise<Buffer> {
  if (Number(length) > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const add = (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= limit) return;
      payload.off('data', add);
      reject(tooLarge(limit));
    };
    payload.on('data', add);
    payload.once('end', () => {
      resolve(Buffer.concat(chunks, bytes));
    });
    payload.once('error', () => {
      reject(new HttpError(400, 'BAD_REQUEST', 'The request cannot be processed.'));
    });
  });
}

function tooLarge(limit: number): HttpError {
  return new HttpError(413, 'BAD_REQUEST', `The body is larger than ${limit} bytes, the limit.`);
}

// US-ASCII is a part of UTF-8.
const CHARSETS: ReadonlySet<string> = new Set(['', 'utf-8', 'utf8', 'us-ascii', 'ascii']);

function requirePlainUtf8({ 'content-type': type = '', 'content-encoding': encoding = '' }: IncomingHttpHeaders): void {
  if (type === 'application/json' && encoding === '') return;
  const charset = /;\s*charset\s*=\s*["']?([^"';\s]*)/i.exec(type)?.[1] ?? '';
  if (!CHARSETS.has(charset.toLowerCase())) throw unsupported(`The body must be in UTF-8, not ${charset}.`);
  if (!/^(identity|[\s,])*$/i.test(encoding)) throw unsupported('The body must not be compressed.');
}

function unsupported(message: string): HttpError {
  return new HttpError(415, 'BAD_REQUEST', message);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function toText(bytes: Buffer): string {
  return isAscii(bytes) ? bytes.toString('latin1') : utf8.decode(bytes);
}

function toJson(body: Buffer): unknown {
  try {
    return JSON.parse(toText(body));
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', 'The body is not valid JSON in UTF-8.');
  }
}
