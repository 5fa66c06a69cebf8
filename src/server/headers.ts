import type { FastifyInstance } from 'fastify';
import type { InboundAuth } from '../config/config.js';

// For responses that are data. Pages set their own Content-Security-Policy.
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Sets the security headers, `Vary` and the request's id on every response. */
export function addCommonHeaders(app: FastifyInstance, vary: string): void {
  const headers = { ...HEADERS, vary };
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
}

const CREDENTIALS = { none: [], router: ['Router-Authorization'], jwt: ['Authorization'] } as const;

/**
 * The request headers on which responses depend. `Accept` chooses the media type. The header with the caller's credential
 * keeps a cache from serving a stored response to a caller without it.
 */
export function varyOf(auth: InboundAuth, origins: readonly string[]): string {
  return ['Accept', ...CREDENTIALS[auth.kind], ...(origins.length > 0 ? ['Origin'] : [])].join(', ');
}
