import type { ResponseClass } from '../../upstream/index.js';

export type FailureClass = Exclude<ResponseClass, { kind: 'ok' }>;

/** The meaning of a documented error code, for any HTTP status. */
export type CodeMeaning =
  | 'not-found'
  | 'forbidden'
  /** The access key, user or password is wrong, expired or locked. */
  | 'credentials'
  /** No word about which credential is wrong: like an unexplained 401. */
  | 'unauthenticated'
  | 'expired-token'
  | 'clock-skew'
  | 'throttled'
  /** A failure that passes: the same request may succeed later. */
  | 'unavailable'
  /** The resource does not support this kind of request. */
  | 'unsupported'
  /** The configured project does not exist. */
  | 'unknown-project'
  /** The region or endpoint does not offer this API. */
  | 'unknown-api'
  /** The service does not accept a parameter. */
  | 'rejected'
  /** Only a request for a change can cause this code, so it adds nothing to the HTTP status. */
  | 'by-status';

/** A service's documented error codes by their meaning. */
export type ErrorCodes = Readonly<Partial<Record<CodeMeaning, readonly string[]>>>;

/** The codes of a text in which they are separated by white space. */
export function toCodes(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** The meaning of each code. */
export function toMeanings(codes: ErrorCodes): ReadonlyMap<string, CodeMeaning> {
  const meanings = Object.entries(codes) as readonly [CodeMeaning, readonly string[]][];
  return new Map(meanings.flatMap(([meaning, ofMeaning]) => ofMeaning.map((code) => [code, meaning] as const)));
}

/** The class of each meaning; the two that are missing depend on the credential and on the HTTP status. */
const CLASSES: Readonly<Record<Exclude<CodeMeaning, 'unauthenticated' | 'by-status'>, FailureClass>> = {
  'not-found': { kind: 'not-found' },
  forbidden: { kind: 'forbidden' },
  credentials: { kind: 'auth', signature: false },
  'expired-token': { kind: 'token-expired' },
  'clock-skew': { kind: 'clock-skew' },
  throttled: { kind: 'throttled' },
  unavailable: { kind: 'unavailable' },
  unsupported: toInvalid('the provider does not support this request for this resource'),
  'unknown-project': toInvalid("the provider has no project with the account's projectId"),
  'unknown-api': toInvalid("the provider does not offer this API at the account's endpoint or region"),
  rejected: { kind: 'rejected' },
};

export function toFailureClass(meaning: Exclude<CodeMeaning, 'unauthenticated' | 'by-status'>): FailureClass {
  return CLASSES[meaning];
}

/** `reason`: a fixed phrase that callers may see, never a quotation of the response. */
export function toInvalid(reason: string): FailureClass {
  return { kind: 'invalid', reason };
}
