import type { FetchImplementation } from 'jose';
import type { IncomingHttpHeaders } from 'node:http';
import type { InboundAuth } from '../../config/config.js';
import { ALL_ACCOUNTS, type Rights } from './rights.js';

/** Tells what the sender of a request may see; throws (or rejects with) a Refusal for one who may not call. */
export type Authenticate = (headers: IncomingHttpHeaders) => Rights | Promise<Rights>;

/**
 * Makes the check that the configuration asks for. What a way does not need is not loaded.
 * `fetchKeys` reads an issuer's keys where the global `fetch` cannot: through a proxy.
 */
export async function createAuthenticate(auth: InboundAuth, fetchKeys?: FetchImplementation): Promise<Authenticate> {
  switch (auth.kind) {
    case 'none':
      return auth.explicit ? () => ALL_ACCOUNTS : (await import('./own-name.js')).byOwnName();
    case 'router':
      return (await import('./router-secret.js')).byRouterSecret(auth.routerSecret);
    case 'jwt':
      return (await import('./jwt.js')).byToken(auth, fetchKeys);
  }
}
