import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../config/config.js';
import { HttpError } from '../http-error.js';
import { ALL_ACCOUNTS, type Authenticate } from './rights.js';

/** Serves only callers that send the secret as `Router-Authorization`. They see every account. */
export function byRouterSecret(secret: Secret): Authenticate {
  return (headers) => {
    // A secret in a file may change.
    const expected = digest(secret.reveal());
    const given = headers['router-authorization'];
    // All digests have the same length, so the time of the comparison shows neither the secret nor its length.
    if (typeof given === 'string' && timingSafeEqual(digest(given), expected)) return ALL_ACCOUNTS;
    throw new HttpError(401, 'UNAUTHENTICATED', 'The header Router-Authorization is missing or wrong.');
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
