import type { ApolloServer, BaseContext } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate, Rights } from './auth/rights.js';
import type { CurrentEngine } from './engine.js';
import type { SubscriptionSlot } from './execution/subscription-slot.js';
import { HttpError } from './http-error.js';
import { acceptsEvents, toEventRequest, toGraphQLRequest } from './graphql-request.js';
import { observed } from './observer.js';
import type { Progress } from './progress.js';
import type { OpenStreams } from './subscriptions/open-streams.js';
import { sendEvent, sendEvents } from './subscriptions/server-sent-events.js';
import { subscribe } from './subscriptions/subscribe.js';

export interface GraphQLRouteOptions<Context extends BaseContext> {
  readonly engine: CurrentEngine<Context>;
  readonly authenticate: Authenticate;
  readonly progress: Progress;
  readonly open: OpenStreams;
  /** Milliseconds after which a subscriber that does not read is disconnected. */
  readonly stallMs: number;
  /** The page to which a browser is redirected. */
  readonly explorer?: string | undefined;
}

/** Serves GraphQL over HTTP at `/graphql`. Callers without rights are rejected before their body is read. */
export function addGraphQL<Context extends BaseContext>(
  app: FastifyInstance,
  { engine, authenticate, progress, open, stallMs, explorer }: GraphQLRouteOptions<Context>,
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
      const { queries, createContext, limits } = engine.current;
      if (progress.running >= limits.concurrency) throw busy(`${limits.concurrency} queries are already in progress.`);
      const { signal, release } = progress.begin(reply.raw);
      const rights = request.rights ?? NOTHING;
      const caller = { requestId: request.id, rights, signal };
      const events = acceptsEvents(request);
      const slot: SubscriptionSlot | undefined = events === 'no' ? undefined : {};
      let context: (Context & Partial<Disposable>) | undefined;
      const responding = observed(request, () =>
        queries.respond(events === 'only' ? toEventRequest(request) : toGraphQLRequest(request), async () => {
          context = await createContext(caller);
          return slot ? { ...context, subscriptionSlot: slot } : context;
        }),
      );
      // Plugins see the end of an operation, but not of a request without one.
      const response = await responding.finally(() => context?.[Symbol.dispose]?.());
      const subscription = slot?.subscription;
      if (subscription) {
        // A stopping server waits for queries only.
        release();
        const results = await observed(request, () => subscribe(engine, subscription, caller, open));
        void sendEvents(reply, results, { open, stallMs });
        return reply;
      }
      if (events === 'only' && response.body.kind === 'complete') {
        return sendEvent(reply, response.body.string);
      }
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
