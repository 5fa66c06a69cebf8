import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose';
import { HttpError } from '../http-error.js';

/** Finds the key of a token. Rejects with an HttpError (503) if the issuer's keys cannot be read. */
export type IssuerKeys = JWTVerifyGetKey;

const TIMEOUT_MS = 5000;
/** After a failure the issuer is not called again for this long. */
const PAUSE_SECONDS = 5;

/** The keys that a token issuer publishes (JSON Web Key Set): kept for ten minutes, read again for an unknown `kid`. */
export function issuerKeys(url: URL, fetchKeys: FetchImplementation | undefined): IssuerKeys {
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    ...(fetchKeys && { [customFetch]: fetchKeys }),
  });
  let pausedUntilMs = -Infinity;
  return async (header, token) => {
    if (!keys.fresh && performance.now() < pausedUntilMs) throw unreadable();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      const isRead = error instanceof errors.JWKSNoMatchingKey;
      if (!isRead) pausedUntilMs = performance.now() + PAUSE_SECONDS * 1000;
      // A key without a `kid` may have signed a token with one (RFC 7517: `kid` is optional). Some issuers write null or "".
      const nameless = keys.fresh
        ? (keys.jwks()?.keys ?? []).filter(({ kid }) => typeof kid !== 'string' || kid === '')
        : [];
      if (nameless.length > 0) return createLocalJWKSet({ keys: nameless })({ alg: header.alg }, token);
      throw isRead ? error : unreadable();
    }
  };
}

function unreadable(): HttpError {
  const headers = { 'retry-after': String(PAUSE_SECONDS) };
  return new HttpError(503, 'INTERNAL_SERVER_ERROR', "The keys of the token's issuer cannot be read now.", headers);
}
