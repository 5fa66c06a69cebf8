import type { FastifyReply, FastifyRequest } from 'fastify';

/** A request that is refused before GraphQL sees it. The message is for the caller. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

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

/** Answers with an error in the shape of a GraphQL response, in the media type that the caller asked for. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const type = request.headers.accept?.includes(GRAPHQL_RESPONSE) === true ? GRAPHQL_RESPONSE : 'application/json';
  const errors = [{ message: refusal.message, extensions: { code: refusal.code } }];
  return reply
    .code(refusal.status)
    .headers(refusal.headers)
    .type(`${type}; charset=utf-8`)
    .send(JSON.stringify({ errors }));
}
