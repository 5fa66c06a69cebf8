/** The causes that end an attempt before a complete, readable response has arrived. */
export type TransportErrorKind =
  | 'dns'
  | 'connect'
  | 'connect-timeout'
  | 'proxy'
  | 'tls'
  | 'certificate'
  | 'reset'
  | 'truncated'
  | 'framing'
  | 'header-size'
  | 'attempt-timeout'
  | 'redirect'
  | 'encoding'
  | 'charset'
  | 'body-size'
  | 'memory'
  /** The request could not be signed or written as HTTP. */
  | 'request'
  /** The provider's protocol threw while it classified a complete response. */
  | 'classification'
  | 'unknown';

/** An attempt failed. `detail` is an error code of the system or of undici ("ECONNRESET"), never text from outside. */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(
    readonly kind: TransportErrorKind,
    detail?: string,
  ) {
    super(detail);
  }
}

/** The reason why no attempt was made, or why no caller waits for it. It does not depend on the provider. */
export type NoAttemptReason =
  /** The operation has used its one probe of an open circuit breaker. */
  | 'breaker-open'
  /** The credentials were rejected a moment ago; more attempts might lock them. */
  | 'key-silenced'
  /** The operation has used up `limits.upstreamCalls`. */
  | 'call-budget'
  /** More calls wait for one account than could be made in time. */
  | 'queue-full'
  /** The provider's Retry-After is later than the operation's deadline. */
  | 'retry-after'
  /** The account's configured rate allows the next attempt only after the operation's deadline. */
  | 'rate'
  | 'shutting-down'
  /** Every caller has disconnected or reached its deadline. */
  | 'caller-gone';

/** No attempt was made. */
export class NoAttemptError extends Error {
  override readonly name = 'NoAttemptError';
  /** When an attempt may be made, in milliseconds from now, if that is known. */
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly reason: NoAttemptReason,
    { retryAfterMs, ...options }: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(reason, options);
    this.retryAfterMs = retryAfterMs;
  }
}
