import { isIP } from 'node:net';
import { Refusal } from '../failure.js';
import type { Authenticate } from './authenticate.js';
import { ALL_ACCOUNTS } from './rights.js';

/**
 * Only callers that ask this machine by its own name are served. A page of another site can let its name stand for
 * 127.0.0.1 (DNS rebinding): to the browser that is one origin, so neither CSRF protection nor CORS keeps it out. A
 * name that nobody else can own is `localhost`, or an address, or the one by which Docker Desktop's containers reach it.
 */
export function byOwnName(): Authenticate {
  return ({ host = 'localhost' }) => {
    if (isOwnName(host)) return ALL_ACCOUNTS;
    const message =
      'Where the configuration says nothing of `auth`, only localhost and addresses are answered to as a host. ' +
      'Write `auth: none` to be reached by other names.';
    throw new Refusal(421, 'BAD_REQUEST', message);
  };
}

function isOwnName(host: string): boolean {
  const name = host.replace(/:\d*$/, '').toLowerCase();
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === 'host.docker.internal' ||
    isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
  );
}
