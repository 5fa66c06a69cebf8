import { UpstreamError, type Peer, type UpstreamCode } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import type { ResponseClass } from '../upstream.js';
import { NoAttemptError, TransportError, type NoAttemptReason, type TransportErrorKind } from './failures.js';

export type ResponseFailure = Exclude<ResponseClass, { kind: 'ok' }>;

/** Failures of a request for a credential that mean something else than the same response to a call. */
type IssueFailure =
  | 'login'
  | 'login-forbidden'
  | 'token-request'
  | 'assume-key'
  | 'assume-forbidden'
  | 'assume-request'
  | 'no-machine-key';

/** Every way in which an upstream call can fail. Also the value of the metric attribute `error.type`. */
export type FailureKind = TransportErrorKind | NoAttemptReason | ResponseFailure['kind'] | IssueFailure;

export type { Peer };

interface Meaning {
  readonly code: UpstreamCode;
  /** Shown to callers. `{peer}` is who failed. */
  readonly message: string;
  /** Set where it differs from the default of the code. */
  readonly retryable?: boolean;
}

/** The meaning of each failure for a caller. No other file decides the code and message of an upstream failure. */
const MEANINGS: Readonly<Record<FailureKind, Meaning>> = {
  dns: { code: 'UPSTREAM_UNAVAILABLE', message: "{peer}'s host name could not be resolved." },
  connect: { code: 'UPSTREAM_UNAVAILABLE', message: 'Connecting to {peer} failed.' },
  'connect-timeout': { code: 'UPSTREAM_TIMEOUT', message: 'Connecting to {peer} took too long.' },
  proxy: { code: 'UPSTREAM_UNAVAILABLE', message: 'The connection to {peer} through the proxy failed.' },
  tls: { code: 'UPSTREAM_UNAVAILABLE', message: 'TLS handshake with {peer} failed.' },
  certificate: { code: 'UPSTREAM_UNAVAILABLE', message: "{peer}'s certificate is not trusted.", retryable: false },
  reset: { code: 'UPSTREAM_UNAVAILABLE', message: '{peer} closed the connection.' },
  truncated: { code: 'UPSTREAM_UNAVAILABLE', message: "{peer}'s response was cut off." },
  framing: { code: 'UPSTREAM_INVALID', message: "{peer}'s response is not valid HTTP." },
  'header-size': { code: 'UPSTREAM_INVALID', message: "The header of {peer}'s response is too large." },
  'attempt-timeout': { code: 'UPSTREAM_TIMEOUT', message: '{peer} took too long to respond.' },
  redirect: { code: 'UPSTREAM_INVALID', message: '{peer} responded with a redirect.' },
  encoding: { code: 'UPSTREAM_INVALID', message: '{peer} sent a content encoding that was not requested.' },
  charset: { code: 'UPSTREAM_INVALID', message: "{peer}'s response is not valid UTF-8." },
  'body-size': { code: 'UPSTREAM_INVALID', message: "{peer}'s response is too large." },
  memory: { code: 'UPSTREAM_LIMIT', message: 'Too many large responses are being read at once.', retryable: true },
  request: { code: 'UPSTREAM_INVALID', message: 'The request could not be signed or written as HTTP.' },
  classification: { code: 'UPSTREAM_INVALID', message: "{peer}'s response could not be interpreted." },
  unknown: { code: 'UPSTREAM_UNAVAILABLE', message: '{peer} could not be reached.' },

  // The caller gets the last error of the provider instead, which is the cause.
  'breaker-open': { code: 'UPSTREAM_UNAVAILABLE', message: '{peer} is failing.' },
  'key-silenced': { code: 'UPSTREAM_AUTH', message: '{peer} rejected these credentials a moment ago.' },
  'call-budget': {
    code: 'UPSTREAM_LIMIT',
    message: 'The operation has no upstream calls left: it has limits.upstreamCalls, below a subscription none.',
  },
  'queue-full': { code: 'UPSTREAM_THROTTLED', message: 'Too many calls are waiting for this account.' },
  'retry-after': {
    code: 'UPSTREAM_THROTTLED',
    message: "{peer}'s Retry-After is later than the request's deadline.",
  },
  rate: {
    code: 'UPSTREAM_THROTTLED',
    message: "The account's configured rate allows no call before the request's deadline.",
  },
  'shutting-down': { code: 'UPSTREAM_UNAVAILABLE', message: 'The service is shutting down.' },
  'caller-gone': { code: 'UPSTREAM_TIMEOUT', message: 'The request ended before {peer} responded.' },

  'not-found': { code: 'NOT_FOUND', message: '{peer} has nothing with this id.' },
  auth: { code: 'UPSTREAM_AUTH', message: "{peer} rejects the account's credentials." },
  'token-expired': { code: 'UPSTREAM_AUTH', message: "{peer} rejects the account's token." },
  'clock-skew': { code: 'UPSTREAM_AUTH', message: "{peer}'s clock and this machine's clock differ too much." },
  forbidden: { code: 'UPSTREAM_FORBIDDEN', message: 'The account has no permission to read this.' },
  throttled: { code: 'UPSTREAM_THROTTLED', message: '{peer} is throttling requests.' },
  unavailable: { code: 'UPSTREAM_UNAVAILABLE', message: '{peer} is temporarily unavailable.' },
  rejected: { code: 'UPSTREAM_INVALID', message: '{peer} rejects the parameters of the request.' },
  // The classification's own reason replaces the message.
  invalid: { code: 'UPSTREAM_INVALID', message: "{peer}'s response could not be interpreted." },

  login: { code: 'UPSTREAM_AUTH', message: "{peer} rejects the account's user or password." },
  'login-forbidden': {
    code: 'UPSTREAM_FORBIDDEN',
    message: "{peer} issues no token for the account's project to this user.",
  },
  'token-request': { code: 'UPSTREAM_INVALID', message: '{peer} rejects the request for a token.' },
  'assume-key': { code: 'UPSTREAM_AUTH', message: '{peer} rejects the access key that assumes the agency.' },
  'assume-forbidden': { code: 'UPSTREAM_FORBIDDEN', message: '{peer} does not let this access key assume the agency.' },
  'assume-request': { code: 'UPSTREAM_INVALID', message: "{peer} rejects the request for the agency's key." },
  'no-machine-key': { code: 'UPSTREAM_AUTH', message: '{peer} has no access key: this machine has no agency.' },
};

export interface UpstreamErrorDetails {
  readonly peer?: Peer;
  /** Replaces the table's message: a fixed sentence, never a quotation. */
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
  /** How long to wait before another attempt, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** The error that callers get for one kind of failure. */
export function createUpstreamError(
  kind: FailureKind,
  account: Account,
  { peer = 'the provider', message, requestId, retryAfterMs, cause }: UpstreamErrorDetails = {},
): UpstreamError {
  const meaning = MEANINGS[kind];
  return new UpstreamError(meaning.code, account, toSentence(message ?? meaning.message, peer), {
    ...(meaning.retryable !== undefined && { retryable: meaning.retryable }),
    upstreamRequestId: requestId,
    retryAfterSeconds: retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000),
    failure: { kind, peer },
    cause,
  });
}

/** The error that callers get for a response that is no success. */
export function toResponseError(account: Account, failure: ResponseFailure, retryAfterMs?: number): UpstreamError {
  const message = failure.kind === 'invalid' ? `${failure.reason}.` : undefined;
  return createUpstreamError(failure.kind, account, { message, requestId: failure.requestId, retryAfterMs });
}

/** The error that callers get for a thrown value. The text of an unexpected error is not passed on. */
export function toUpstreamError(account: Account, thrown: unknown, peer?: Peer): UpstreamError {
  if (thrown instanceof UpstreamError) return thrown;
  if (thrown instanceof NoAttemptError && thrown.cause instanceof UpstreamError) return thrown.cause;
  // What undici threw may quote a URL or a header, so only our own errors become a cause.
  const cause = thrown instanceof TransportError || thrown instanceof NoAttemptError ? thrown : undefined;
  const retryAfterMs = thrown instanceof NoAttemptError ? thrown.retryAfterMs : undefined;
  return createUpstreamError(failureKindOf(thrown), account, { ...(peer && { peer }), retryAfterMs, cause });
}

/** The failure behind a thrown value. */
export function failureKindOf(thrown: unknown): FailureKind {
  if (thrown instanceof TransportError) return thrown.kind;
  if (thrown instanceof NoAttemptError) return thrown.reason;
  return thrown instanceof UpstreamError && thrown.cause !== undefined ? failureKindOf(thrown.cause) : 'unknown';
}

function toSentence(template: string, peer: Peer): string {
  const text = template.replace('{peer}', peer);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
