import type { FetchImplementation } from 'jose';
import type { IncomingHttpHeaders } from 'node:http';
import type { InboundAuth } from '../../config/config.js';
import { ALL_ACCOUNTS, type Rights } from './rights.js';

/** Returns what the sender of a request may see. Throws, or rejects with, an HttpError if the sender may not call. */
export type Authenticate = (headers: IncomingHttpHeaders) => Rights | Promise<Rights>;

/**
 * Creates the check for the configured `auth`. Loads only the modules that it needs. `fetchKeys` reads an issuer's keys;
 * by default the global `fetch`, which uses no proxy.
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
