import { errors, jwtVerify, type FetchImplementation, type JWTPayload, type JWTVerifyOptions } from 'jose';
import type { InboundAuth } from '../../config/config.js';
import { HttpError } from '../http-error.js';
import { issuerKeys, type IssuerKeys } from './issuer-keys.js';
import { type Authenticate, rightsOf } from './rights.js';

type JwtSettings = Extract<InboundAuth, { kind: 'jwt' }>;

// Only algorithms with a private key. With a shared key, everyone who checks tokens could issue them.
const RSA = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const ELLIPTIC = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];
const CLOCK_TOLERANCE_SECONDS = 5;

/** Serves only callers with a valid bearer token. A claim in it names the accounts that they see. */
export function byToken(settings: JwtSettings, fetchKeys?: FetchImplementation): Authenticate {
  const keys = issuerKeys(settings.jwksUri, fetchKeys);
  const { issuer, audience, accountsClaim } = settings;
  const expectations = {
    issuer,
    audience,
    algorithms: [...RSA, ...ELLIPTIC],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['exp'],
  };

  return async ({ authorization }) => {
    const token = /^Bearer +([\w.-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated('A bearer token is missing.');
    const { [accountsClaim]: claim, exp = 0 } = await verify(token, keys, expectations);
    const rights = rightsOf(claim);
    if (rights === undefined) throw new HttpError(403, 'FORBIDDEN', `The token has no usable claim ${accountsClaim}.`);
    return { ...rights, expiresAtMs: (exp + CLOCK_TOLERANCE_SECONDS) * 1000 };
  };
}

async function verify(token: string, keys: IssuerKeys, expectations: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, expectations)).payload;
  } catch (error) {
    if (error instanceof HttpError) throw error;
    // Keys that share a `kid`, or a token without one: any of them may have signed it.
    if (error instanceof errors.JWKSMultipleMatchingKeys) {
      for await (const key of error) {
        const verified = await jwtVerify(token, key, expectations).catch(() => undefined);
        if (verified) return verified.payload;
      }
    }
    // The token is malformed, forged, expired, or for another audience. Callers do not get the reason.
    throw unauthenticated('The bearer token is invalid, has expired or is meant for another service.');
  }
}

function unauthenticated(message: string): HttpError {
  return new HttpError(401, 'UNAUTHENTICATED', message, { 'www-authenticate': 'Bearer' });
}
