import type { FastifyInstance } from 'fastify';
import { isAscii } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from './http-error.js';

/**
 * Accepts only JSON in UTF-8. Forms and plain text are rejected, because a browser sends them for any site without a
 * preflight. Bytes that are not UTF-8 are an error and not replacement characters.
 */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      requirePlainUtf8(request.headers);
      done(null, toJson(body));
    } catch (error) {
      done(error instanceof Error ? error : new Error('unreadable body'));
    }
  });
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

function toJson(body: string | Buffer): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : toText(body));
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', 'The body is not valid JSON in UTF-8.');
  }
}
