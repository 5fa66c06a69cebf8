import type { UpstreamError } from '../domain/errors.js';
import type { Account } from '../domain/provider.js';
import type { Clock } from './clock.js';
import type { FailureKind, Peer } from './errors/error-table.js';
import type { NoAttemptReason } from './errors/failures.js';
import type { Logger } from './logger.js';
import type { UpstreamRequest } from './upstream.js';

/** Watches what is sent to providers. Methods return at once and never throw. */
export interface UpstreamObserver {
  /** An attempt has ended: one signed HTTP request, with its response or without. */
  attemptEnded?(attempt: AttemptRecord): void;
  /** A call failed at the provider, after one attempt or several. Calls without any attempt are not reported. */
  callFailed?(call: FailedCall): void;
  /** A request for a temporary credential has ended. */
  credentialRenewed?(renewal: CredentialRenewal): void;
  /** A call ended without a further attempt, for a reason on this side. */
  callPrevented?(call: PreventedCall): void;
  /** An operation waits for a call that another one started. `call` is the same object as in its attempts' records. */
  callJoined?(call: object, account: Account): void;
  /** An account was opened. `readState` may be called at any time. */
  accountOpened?(account: Account, readState: () => AccountState): void;
}

export interface CredentialRenewal {
  /** One of the accounts that use the credential. */
  readonly account: Account;
  /** The issuer of the credential. */
  readonly peer: Peer;
  /** `undefined` for a success. */
  readonly error: UpstreamError | undefined;
}

/** The state on which an account's next attempt depends. */
export interface AccountState {
  readonly isBreakerOpen: boolean;
  /** No attempt is made for a while, because the provider rejected the access key or the password, or may have. */
  readonly isCredentialSilenced: boolean;
  /** The provider rejected the access key or the password, and has not accepted it since. */
  readonly isCredentialRejected: boolean;
  /** Attempts in flight. */
  readonly running: number;
  /** Attempts that wait for others to end. */
  readonly queued: number;
  /** The part of the configured rate that is left, from 0 to 1; `undefined` without a rate. */
  readonly budgetLeft: number | undefined;
}

/** The properties that identify an upstream request for an operator. */
interface RequestRecord {
  /** For example `css.listClusters`. */
  readonly name: string;
  readonly account: Account;
  /** The id of the operation that started the call. */
  readonly requestId: string;
}

export interface AttemptRecord extends RequestRecord {
  /** The call to which the attempt belongs: equal for its retries, unequal for other calls. */
  readonly call: object;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The scheme, host and port that the attempt is sent to. */
  readonly origin: string;
  /** From 1. */
  readonly number: number;
  /** `retry` from the second attempt on, else the request's purpose, where it has one. */
  readonly reason: 'retry' | UpstreamRequest['purpose'];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** From signing to the last byte, without the waits before. */
  readonly durationMs: number;
  /** The reasons why the attempt waited before it started, in order; empty without a wait. */
  readonly waits: readonly Wait[];
  /** `ok`: the provider understood the request, also where it rejected its parameters. */
  readonly outcome: 'ok' | FailureKind;
  /** The HTTP status, where a response arrived. */
  readonly status: number | undefined;
  /** The error of a failed attempt. Callers see that of the last one. */
  readonly error: UpstreamError | undefined;
}

export interface Wait {
  readonly reason: 'rate' | 'retry-after' | 'concurrency';
  readonly ms: number;
}

export interface PreventedCall extends RequestRecord {
  readonly reason: NoAttemptReason;
}

export interface FailedCall extends RequestRecord {
  /** The path without its query. */
  readonly path: string;
  /** The result for the callers. */
  readonly error: UpstreamError;
}

/** How an attempt ended. */
export type AttemptEnd = Pick<AttemptRecord, 'outcome' | 'status' | 'error'>;

/** How an attempt began. */
export type AttemptStart = Omit<AttemptRecord, keyof AttemptEnd | 'startedAt' | 'durationMs'>;

/** Starts the record of an attempt; the result ends it. */
export type RecordAttempt = (start: AttemptStart) => (end: AttemptEnd) => void;

/** `undefined` without observers, so that recording costs nothing then. */
export function createAttemptRecorder(observers: readonly UpstreamObserver[], clock: Clock): RecordAttempt | undefined {
  const watching = observers.filter((observer) => observer.attemptEnded !== undefined);
  if (watching.length === 0) return undefined;
  return (start) => {
    const startedAt = clock.now();
    const elapsed = clock.elapsed();
    return (end) => {
      const record = { ...start, ...end, startedAt, durationMs: clock.elapsed() - elapsed };
      for (const observer of watching) observer.attemptEnded?.(record);
    };
  };
}

/** Logs each failed call once. A thing that does not exist is no failure to an operator. */
export function logFailedCalls(logger: Logger): UpstreamObserver {
  return {
    callFailed: ({ name, account, requestId, path, error: { code, message, upstreamRequestId } }) => {
      if (code === 'NOT_FOUND') return;
      const fields = { requestId, account: account.name, provider: account.provider, request: name, path };
      logger.info({ ...fields, code, upstreamRequestId }, message);
    },
  };
}
