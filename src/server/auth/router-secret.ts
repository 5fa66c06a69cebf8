import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../config/config.js';
import { Refusal } from '../failure.js';
import type { Authenticate } from './authenticate.js';
import { ALL_ACCOUNTS } from './rights.js';

/** Only callers that send the secret as `Router-Authorization` are served; they see every account. */
export function byRouterSecret(secret: Secret): Authenticate {
  const expected = digest(secret.reveal());
  return (headers) => {
    const given = headers['router-authorization'];
    // Digests have one length, so neither the secret nor its length shows in the time that this takes.
    if (typeof given === 'string' && timingSafeEqual(digest(given), expected)) return ALL_ACCOUNTS;
    throw new Refusal(401, 'UNAUTHENTICATED', 'The header Router-Authorization is missing or wrong.');
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
