import type { FastifyInstance, FastifyReply } from 'fastify';
import { FLEET_PAGE, loadFleetPage } from './fleet.js';
import { GRAPHIQL_PAGE, loadGraphiQL } from './graphiql.js';
import type { Asset, Page } from './page.js';
import { sandboxPage } from './sandbox.js';

/** Serves the pages for browsers: Apollo Sandbox at `/`, the fleet page at `/fleet` and GraphiQL at `/graphiql`. */
export function addExplorers(app: FastifyInstance): void {
  app.get('/', (request, reply) => {
    if (request.headers.accept?.includes('text/html') !== true) {
      reply.callNotFound();
      return reply;
    }
    return sendPage(reply, sandboxPage());
  });
  addPage(app, '/fleet', FLEET_PAGE, loadFleetPage);
  addPage(app, '/graphiql', GRAPHIQL_PAGE, loadGraphiQL);
}

/** Serves a page, and its files below it. */
function addPage(
  app: FastifyInstance,
  path: string,
  page: Page,
  loadAssets: () => Promise<ReadonlyMap<string, Asset>>,
): void {
  let assets: Promise<ReadonlyMap<string, Asset>> | undefined;
  app.get(path, (_, reply) => sendPage(reply, page));
  app.get<{ Params: { file: string } }>(`${path}/:file`, async (request, reply) => {
    assets ??= loadAssets();
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
