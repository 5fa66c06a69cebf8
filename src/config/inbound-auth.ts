import { check, type ProblemList } from './check.js';
import type { InboundAuth } from './config.js';
import { jwt, JwtAuth, NoAuth, RouterAuth } from './schema.js';
import { valueAt } from './schema-paths.js';
import { toSecret } from './values.js';

const PATH = ['auth'];

/** Reads how callers authenticate, or reports the problems of `auth`. */
export function readInboundAuth(auth: unknown, list: ProblemList): InboundAuth {
  const none: InboundAuth = { kind: 'none', explicit: auth !== undefined };
  if (auth === undefined) return none;
  if (typeof auth !== 'object' || auth === null) {
    check(NoAuth, auth, PATH, list);
    return none;
  }
  if (valueAt(auth, 'jwt') !== undefined) {
    if (!check(JwtAuth, auth, PATH, list, { routerSecret: 'cannot stand beside jwt' })) return none;
    const { jwksUri, issuer, audience, accountsClaim } = { ...jwt.defaults, ...auth.jwt };
    return { kind: 'jwt', jwksUri: new URL(jwksUri), issuer, audience, accountsClaim };
  }
  if (!check(RouterAuth, auth, PATH, list)) return none;
  const report = (message: string) => list.problems.push({ path: 'auth.routerSecret', message });
  return { kind: 'router', routerSecret: toSecret(auth.routerSecret, report) };
}
