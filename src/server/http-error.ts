import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasUnreadBody, readingOn } from './unread-body.js';

/** Rejects a request before GraphQL processes it. The message is for the caller. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** Sends an error in the shape of a GraphQL response, in the media type that the caller accepts. */
export function sendHttpError(
  { headers, raw }: FastifyRequest,
  reply: FastifyReply,
  httpError: HttpError,
): FastifyReply {
  const type = headers.accept?.includes(GRAPHQL_RESPONSE) === true ? GRAPHQL_RESPONSE : 'application/json';
  const errors = [{ message: httpError.message, extensions: { code: httpError.code } }];
  const text = JSON.stringify({ errors });
  reply.code(httpError.status).headers(httpError.headers).type(`${type}; charset=utf-8`);
  if (!hasUnreadBody(raw)) return reply.send(text);
  // With a length the client need not wait for the end of the stream.
  return reply.header('content-length', Buffer.byteLength(text)).send(readingOn(raw, text));
}
