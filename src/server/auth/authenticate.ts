import type { FetchImplementation } from 'jose';
import type { InboundAuth } from '../../config/config.js';
import { ALL_ACCOUNTS, type Authenticate } from './rights.js';

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
