import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose';
import type { InboundAuth } from '../../config/config.js';
import { Refusal } from '../failure.js';
import type { Authenticate } from './authenticate.js';
import { rightsOf } from './rights.js';

type JwtSettings = Extract<InboundAuth, { kind: 'jwt' }>;

// Signatures by a private key only: with a shared one, every reader of tokens could write them.
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;
const KEYS_TIMEOUT_MS = 5000;
const SILENCE_SECONDS = 5;

/** Only callers with a good bearer token are served; a claim in it names the accounts that they see. */
export function byToken(settings: JwtSettings, fetchKeys?: FetchImplementation): Authenticate {
  const keys = remoteKeys(settings.jwksUri, fetchKeys);
  const { issuer, audience, accountsClaim } = settings;
  const expectations = {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['exp'],
  };

  return async ({ authorization }) => {
    const token = /^Bearer +([\w.-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated('A bearer token is missing.');
    const { payload } = await jwtVerify(token, keys, expectations).catch((error: unknown) => {
      if (error instanceof Refusal) throw error;
      // Malformed, forged, expired, or meant for somebody else: which one is for the log of the issuer.
      throw unauthenticated('The bearer token is not valid here, or no longer.');
    });
    const rights = rightsOf(payload[accountsClaim]);
    if (rights === undefined) throw new Refusal(403, 'FORBIDDEN', `The token has no usable claim ${accountsClaim}.`);
    return rights;
  };
}

/** Keys from the issuer. That they cannot be read is no fault of the caller. */
function remoteKeys(url: URL, fetchKeys: FetchImplementation | undefined): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: KEYS_TIMEOUT_MS,
    ...(fetchKeys && { [customFetch]: fetchKeys }),
  });
  let silentUntil = -Infinity;
  return async (header, token) => {
    // Who comes just after an issuer failed is not kept waiting for it; keys in hand are used meanwhile.
    if (!keys.fresh && performance.now() < silentUntil) throw unreadable();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      silentUntil = performance.now() + SILENCE_SECONDS * 1000;
      throw unreadable();
    }
  };
}

function unreadable(): Refusal {
  return new Refusal(503, 'INTERNAL_SERVER_ERROR', 'The keys that tokens are checked with cannot be read now.', {
    'retry-after': String(SILENCE_SECONDS),
  });
}

function unauthenticated(message: string): Refusal {
  return new Refusal(401, 'UNAUTHENTICATED', message, { 'www-authenticate': 'Bearer' });
}
