import type { ApolloServer, BaseContext } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from './auth/authenticate.js';
import type { Rights } from './auth/rights.js';
import { Refusal } from './failure.js';
import { toGraphQLRequest } from './graphql-request.js';
import type { Progress } from './progress.js';

/** What is known of a request when its operation starts. */
export interface RequestInfo {
  readonly requestId: string;
  readonly rights: Rights;
  /** Aborted when the caller has gone, or when the server can wait no longer. */
  readonly signal: AbortSignal;
  /** Whether caches may give others what this caller was answered. */
  readonly cacheScope?: 'public' | 'private';
}

/** Makes the context that an operation's resolvers share. */
export type CreateContext<Context> = (request: RequestInfo) => Context | Promise<Context>;

export interface GraphQLRouteOptions<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  readonly authenticate: Authenticate;
  readonly createContext: CreateContext<Context>;
  readonly progress: Progress;
  /** Queries in progress at a time. */
  readonly concurrency: number;
  /** Where a browser is sent that asks for a page instead of an answer. */
  readonly explorer?: string | undefined;
}

/** Serves GraphQL over HTTP at `/graphql`. Who may not call is told so before a body is read. */
export function addGraphQL<Context extends BaseContext>(
  app: FastifyInstance,
  { apollo, authenticate, createContext, progress, concurrency, explorer }: GraphQLRouteOptions<Context>,
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
      if (progress.running >= concurrency) throw busy(`${concurrency} queries are in progress already.`);
      const signal = progress.begin(reply.raw);
      const rights = request.rights ?? NOTHING;
      let context: (Context & Partial<Disposable>) | undefined;
      const asked = apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: toGraphQLRequest(request),
        context: async () => (context = await createContext({ requestId: request.id, rights, signal })),
      });
      // Plugins are told of the end of an operation, but not of a request that holds none.
      const response = await asked.finally(() => context?.[Symbol.dispose]?.());
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

function busy(message: string, headers: Readonly<Record<string, string>> = {}): Refusal {
  return new Refusal(503, 'INTERNAL_SERVER_ERROR', message, { 'retry-after': '1', ...headers });
}

type GraphQLBody = Awaited<ReturnType<ApolloServer['executeHTTPGraphQLRequest']>>['body'];

function sendBody(reply: FastifyReply, body: GraphQLBody): FastifyReply {
  // Chunks come with @defer and @stream, which this graph does not have.
  if (body.kind === 'chunked') throw new Refusal(406, 'BAD_REQUEST', 'Answers in parts are not given here.');
  // As many bytes as characters: it is ASCII, which is copied, not turned.
  const isAscii = Buffer.byteLength(body.string) === body.string.length;
  return reply.send(isAscii ? Buffer.from(body.string, 'latin1') : body.string);
}
