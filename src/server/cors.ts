import type { FastifyInstance, FastifyReply } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';

/** Lets pages of the configured origins read responses (CORS). Without any, browsers keep every other site out. */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return;
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'x-request-id, retry-after',
      // This response may be read by another origin.
      'cross-origin-resource-policy': 'cross-origin',
    });
    if (request.method === 'OPTIONS') await sendPreflight(request.headers, reply);
  });
}

async function sendPreflight(headers: IncomingHttpHeaders, reply: FastifyReply): Promise<void> {
  await reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? 'content-type',
      'access-control-max-age': '600',
    })
    .send();
}
