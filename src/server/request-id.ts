import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

// Long enough for every tracing system, and nothing that could break a log line.
const ACCEPTABLE = /^[\w.:/+=@-]{1,128}$/;

/** The caller's `X-Request-Id` if it is usable, else a new id. */
export function requestIdOf(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomUUID();
}
