import { isIP } from 'node:net';
import { HttpError } from '../http-error.js';
import { ALL_ACCOUNTS, type Authenticate } from './rights.js';

/**
 * Serves only requests whose `Host` is a name of this machine. Another site can let its own name resolve to 127.0.0.1 (DNS
 * rebinding). For the browser both are then one origin, so neither CSRF protection nor CORS helps. Nobody else can own the
 * name `localhost`, an IP address, or `host.docker.internal`, by which containers of Docker Desktop reach their machine.
 */
export function byOwnName(): Authenticate {
  return ({ host = 'localhost' }) => {
    if (isOwnName(host)) return ALL_ACCOUNTS;
    const message =
      'Without `auth`, only `localhost` and IP addresses are accepted as Host. ' +
      'Set `auth: none` to accept other names.';
    throw new HttpError(421, 'BAD_REQUEST', message);
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
