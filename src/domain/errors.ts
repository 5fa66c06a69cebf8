import type { Account } from './provider.js';

/** Codes of upstream errors, the values of `extensions.code`. */
export type UpstreamCode =
  | 'NOT_FOUND'
  | 'UPSTREAM_AUTH'
  | 'UPSTREAM_FORBIDDEN'
  | 'UPSTREAM_THROTTLED'
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_INVALID'
  | 'UPSTREAM_LIMIT';

export interface UpstreamErrorOptions {
  /** Whether the same request may succeed later without any change. Default: by the code. */
  readonly retryable?: boolean;
  /** The provider's id for the failed request, where it sent one. */
  readonly upstreamRequestId?: string | undefined;
  /** Seconds of the provider's Retry-After. */
  readonly retryAfterSeconds?: number | undefined;
  /** How exactly it failed, where the code alone is too coarse for advice. */
  readonly failure?: UpstreamFailure;
  readonly cause?: unknown;
}

/** The failed service, for messages. */
export type Peer = 'the provider' | 'IAM' | 'the metadata service';

/** One way to fail, such as `clock-skew`, and who failed: the provider or its IAM. */
export interface UpstreamFailure {
  readonly kind: string;
  readonly peer: Peer;
}

const RETRYABLE: ReadonlySet<UpstreamCode> = new Set<UpstreamCode>([
  'UPSTREAM_THROTTLED',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
]);

/**
 * A provider could not be read. The message is a fixed sentence that any caller may see: it never contains an upstream
 * body, a URL's query, a signature or a secret.
 */
export class UpstreamError extends Error {
  override readonly name: string = 'UpstreamError';
  readonly code: UpstreamCode;
  readonly account: Account;
  readonly retryable: boolean;
  readonly upstreamRequestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly failure: UpstreamFailure | undefined;

  constructor(code: UpstreamCode, account: Account, message: string, options: UpstreamErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.account = account;
    this.retryable = options.retryable ?? RETRYABLE.has(code);
    this.upstreamRequestId = options.upstreamRequestId;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.failure = options.failure;
  }
}

/** An invalid argument. The message names it. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError';
}

/** Anything thrown, as an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
