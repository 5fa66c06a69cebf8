import type { Account } from './provider.js';

/** Every way in which a provider can fail a caller, as told in `extensions.code`. */
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
  /** Whether the same question may succeed later without anybody changing anything. */
  readonly retryable?: boolean;
  /** The provider's id for the failed request, where it sent one. */
  readonly upstreamRequestId?: string | undefined;
  /** Seconds after which the provider asks to come back. */
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

const RETRYABLE: ReadonlySet<UpstreamCode> = new Set<UpstreamCode>([
  'UPSTREAM_THROTTLED',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
]);

/**
 * A provider could not be read. The message is a fixed sentence of ours: it never quotes an upstream body, a URL's
 * query, a signature or a secret, and may be shown to any caller.
 */
export class UpstreamError extends Error {
  override readonly name: string = 'UpstreamError';
  readonly code: UpstreamCode;
  readonly account: Account;
  readonly retryable: boolean;
  readonly upstreamRequestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: UpstreamCode, account: Account, message: string, options: UpstreamErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.account = account;
    this.retryable = options.retryable ?? RETRYABLE.has(code);
    this.upstreamRequestId = options.upstreamRequestId;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The caller asked for something impossible. The message names the argument. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError';
}

/** Anything thrown, as an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
