import type { ApolloServer, BaseContext } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from './auth/rights.js';
import type { Rights } from './auth/rights.js';
import { HttpError } from './http-error.js';
import { toGraphQLRequest } from './graphql-request.js';
import { observed } from './observer.js';
import type { Progress } from './progress.js';

/** The request of an operation, for its context. */
export interface RequestInfo {
  readonly requestId: string;
  readonly rights: Rights;
  /** Aborted when the caller disconnects, or when the server stops and its grace period is over. */
  readonly signal: AbortSignal;
  /** `public`: shared caches may serve this response to other callers. By default the configuration's scope. */
  readonly cacheScope?: 'public' | 'private';
}

/** Creates the context that all resolvers of an operation share. */
export type CreateContext<Context> = (request: RequestInfo) => Context | Promise<Context>;

/** What executes queries: the part of a server that a reload of the configuration replaces. */
export interface Engine<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  readonly createContext: CreateContext<Context>;
  /** The largest number of concurrent queries. */
  readonly concurrency: number;
}

export interface GraphQLRouteOptions<Context extends BaseContext> {
  readonly engine: { readonly current: Engine<Context> };
  readonly authenticate: Authenticate;
  readonly progress: Progress;
  /** The page to which a browser is redirected. */
  readonly explorer?: string | undefined;
}

/** Serves GraphQL over HTTP at `/graphql`. Callers without rights are rejected before their body is read. */
export function addGraphQL<Context extends BaseContext>(
  app: FastifyInstance,
  { engine, authenticate, progress, explorer }: GraphQLRouteOptions<Context>,
): void {
  app.decorateRequest('rights', null);

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      requireServing(progress);
      if (explorer !== undefined && wantsPage(request)) return reply.redirect(explorer);
      request.rights = await authenticate(request.headers);
    },
    handler: async (request, reply) => {
      requireServing(progress);
      const { apollo, createContext, concurrency } = engine.current;
      if (progress.running >= concurrency) throw busy(`${concurrency} queries are already in progress.`);
      const signal = progress.begin(reply.raw);
      const rights = request.rights ?? NOTHING;
      let context: (Context & Partial<Disposable>) | undefined;
      const responding = observed(request, () =>
        apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: toGraphQLRequest(request),
          context: async () => (context = await createContext({ requestId: request.id, rights, signal })),
        }),
      );
      // Plugins see the end of an operation, but not of a request without one.
      const response = await responding.finally(() => context?.[Symbol.dispose]?.());
      reply.code(response.status ?? 200);
      for (const [name, value] of response.headers) reply.header(name, value);
      return sendBody(reply, response.body);
    },
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    rights: Rights | null;
  }
}

function wantsPage({ method, headers, url }: FastifyRequest): boolean {
  return method === 'GET' && url === '/graphql' && headers.accept?.includes('text/html') === true;
}

const NOTHING: Rights = { allows: () => false };

function requireServing({ phase }: Progress): void {
  if (phase === 'serving') return;
  throw busy(phase === 'starting' ? 'The server is starting.' : 'The server is stopping.', { connection: 'close' });
}

function busy(message: string, headers: Readonly<Record<string, string>> = {}): HttpError {
  return new HttpError(503, 'INTERNAL_SERVER_ERROR', message, { 'retry-after': '1', ...headers });
}

type GraphQLBody = Awaited<ReturnType<ApolloServer['executeHTTPGraphQLRequest']>>['body'];

function sendBody(reply: FastifyReply, body: GraphQLBody): FastifyReply {
  // Only `@defer` and `@stream` lead to chunks. This graph has neither.
  if (body.kind === 'chunked') throw new HttpError(406, 'BAD_REQUEST', 'Incremental delivery is not supported.');
  // As many bytes as characters: the text is ASCII, and latin1 copies it without encoding.
  const isAscii = Buffer.byteLength(body.string) === body.string.length;
  return reply.send(isAscii ? Buffer.from(body.string, 'latin1') : body.string);
}
