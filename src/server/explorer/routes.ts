import type { FastifyInstance, FastifyReply } from 'fastify';
import { GRAPHIQL_PAGE, loadGraphiQL, type Asset } from './graphiql.js';
import { sandboxPage, type Page } from './sandbox.js';

/** Serves Apollo Sandbox at `/` and GraphiQL at `/graphiql`, to browsers. */
export function addExplorers(app: FastifyInstance): void {
  let assets: Promise<ReadonlyMap<string, Asset>> | undefined;

  app.get('/', (request, reply) => {
    if (request.headers.accept?.includes('text/html') !== true) {
      reply.callNotFound();
      return reply;
    }
    return sendPage(reply, sandboxPage());
  });
  app.get('/graphiql', (_, reply) => sendPage(reply, GRAPHIQL_PAGE));
  app.get<{ Params: { file: string } }>('/graphiql/:file', async (request, reply) => {
    assets ??= loadGraphiQL();
    const asset = (await assets).get(request.params.file);
    if (asset === undefined) {
      reply.callNotFound();
      return reply;
    }
    reply.type(asset.type).header('cache-control', 'public, max-age=3600').removeHeader('vary');
    return reply.send(asset.body);
  });
}

function sendPage(reply: FastifyReply, { html, policy }: Page): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': policy,
      // Sandbox's frame sends messages to the page that embeds it, whose origin it takes from the Referer.
      'referrer-policy': 'strict-origin-when-cross-origin',
    })
    .send(html);
}
