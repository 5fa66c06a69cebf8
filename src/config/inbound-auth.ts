import { check, type Report } from './check.js';
import type { InboundAuth } from './config.js';
import { JwtAuth, NoAuth, RouterAuth } from './schema.js';
import { createSecret } from './secret.js';

const PATH = ['auth'];
const ONE_OF_BOTH = 'cannot stand beside jwt; callers prove themselves in one way';

/** Reads how callers must prove themselves, or reports what is wrong with it. */
export function readInboundAuth(auth: unknown, report: Report): InboundAuth {
  const none: InboundAuth = { kind: 'none', explicit: auth !== undefined };
  if (auth === undefined) return none;
  if (typeof auth !== 'object' || auth === null) {
    check(NoAuth, auth, PATH, report);
    return none;
  }
  if ('jwt' in auth) {
    if (!check(JwtAuth, auth, PATH, report, { routerSecret: ONE_OF_BOTH })) return none;
    const { jwksUri, issuer, audience, accountsClaim = 'jobgraph_accounts' } = auth.jwt;
    return { kind: 'jwt', jwksUri: new URL(jwksUri), issuer, audience, accountsClaim };
  }
  if (!check(RouterAuth, auth, PATH, report)) return none;
  return { kind: 'router', routerSecret: createSecret(auth.routerSecret) };
}
