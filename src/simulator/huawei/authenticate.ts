import type { CloudRequest } from '../service.js';
import type { ExtraKey, Identity } from './identity.js';
import { parseClaim, verifySignature, type Claim } from './signature.js';

/** The projects of the caller, or the reason why the gateway rejects the call. */
export type Authentication =
  { readonly projectIds: readonly string[] } | { readonly code: string; readonly reason: string };

/** "The time difference between the server and the client cannot exceed 15 minutes." */
const SKEW_MS = 15 * 60_000;

/** A token takes precedence over a signature. */
export function authenticate(request: CloudRequest, identity: Identity, now: number): Authentication {
  const token = request.headers['x-auth-token'];
  if (typeof token === 'string') return checkToken(token, identity, now);
  const claim = parseClaim(request.headers.authorization ?? '');
  if (claim === undefined) return reject('x-auth-token not found');
  const key = identity.key(claim.accessKeyId);
  if (key === undefined) return reject(`Get secretKey failed,ak:${claim.accessKeyId},err:ak not exist`);
  if (identity.isLocked(key.accessKeyId)) return reject('AK access failed to reach the limit,forbidden.');
  return checkKey(request, claim, key, identity, now);
}

function checkToken(text: string, identity: Identity, now: number): Authentication {
  const token = identity.token(text);
  if (token === undefined) return reject('decrypt token fail');
  if (token.expiresAt <= now) return { code: 'APIGW.0307', reason: 'The token must be updated' };
  return { projectIds: [token.projectId] };
}

function checkKey(request: CloudRequest, claim: Claim, key: ExtraKey, identity: Identity, now: number): Authentication {
  const problem = findProblem(request, claim, key, now);
  if (problem === undefined) {
    identity.noteSuccess(key.accessKeyId);
    return { projectIds: key.projectIds };
  }
  identity.noteFailure(key.accessKeyId);
  return reject(problem);
}

function findProblem(request: CloudRequest, claim: Claim, key: ExtraKey, now: number): string | undefined {
  if (key.securityToken !== request.headers['x-security-token']) return 'decrypt token fail';
  if (key.expiresAt !== undefined && key.expiresAt <= now) return 'decrypt token fail';
  const signedAt = parseDate(request.headers['x-sdk-date']);
  if (!claim.signedHeaders.includes('x-sdk-date')) return 'verify aksk signature fail, x-sdk-date is not signed';
  if (!(Math.abs(signedAt - now) <= SKEW_MS)) return 'verify aksk signature fail, signature expired';
  return verifySignature(request, claim, key.secretAccessKey) ? undefined : 'verify aksk signature fail';
}

/** `20261121T080000Z`; NaN if it is anything else. */
function parseDate(text: string | string[] | undefined): number {
  const [, y, m, d, h, min, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(text)) ?? [];
  return Date.parse(`${y}-${m}-${d}T${h}:${min}:${s}Z`);
}

function reject(reason: string): Authentication {
  return { code: 'APIGW.0301', reason: `Incorrect IAM authentication information: ${reason}` };
}
