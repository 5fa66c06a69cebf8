import type { UpstreamError } from '../domain/errors.js';
import type { Operation } from '../domain/operation.js';
import type { Account } from '../domain/provider.js';
import { Credentials } from './auth/credentials.js';
import { KeyLockoutGuard, type KeyUse } from './auth/key-lockout-guard.js';
import { LocalLockout } from './auth/lockout-policy.js';
import { CallsInFlight } from './calls-in-flight.js';
import { systemClock, type Clock } from './clock.js';
import { createUpstreamError, toUpstreamError } from './errors/error-table.js';
import { NoAttemptError, type NoAttemptReason } from './errors/failures.js';
import type { CallBudget } from './limits/call-budget.js';
import { ConcurrencyLimiter } from './limits/concurrency-limiter.js';
import { RateLimiter, type Rate } from './limits/rate-limiter.js';
import { silentLogger, type Logger } from './logger.js';
import { createAttemptRecorder, logFailedCalls, type AccountState, type UpstreamObserver } from './observer.js';
import { keyOf } from './request-key.js';
import { Attempts } from './retry/attempts.js';
import { CircuitBreaker } from './retry/circuit-breaker.js';
import { RetryPolicy } from './retry/retry-policy.js';
import { SharedCall, type CallOwner } from './single-flight.js';
import type { HttpAgent } from './transport/agent.js';
import type { CallResult, Upstream, UpstreamProtocol, UpstreamRequest } from './upstream.js';

export interface UpstreamOptions {
  readonly account: Account;
  /** Only its origin is used: a path in front of the API's is part of the requests. */
  readonly endpoint: URL;
  readonly protocol: UpstreamProtocol;
  /** Attempts at a time. */
  readonly concurrency: number;
  readonly rate?: Rate | undefined;
  /** Shared with other processes; without it, this process has a budget of its own for `rate`. */
  readonly budget?: CallBudget | undefined;
  /** `limits.upstreamTimeoutMs`: bounds one attempt. */
  readonly attemptTimeoutMs: number;
  readonly agent: HttpAgent;
  /** Guards the account's access key. Without it, this account must be the only one with that key. */
  readonly guard?: KeyLockoutGuard | undefined;
  /** The guard of another access key, for an account whose key is replaced. */
  readonly guardOf?: ((keyId: string) => KeyLockoutGuard) | undefined;
  readonly logger?: Logger;
  /** Observers in addition to the log of failed calls. */
  readonly observers?: readonly UpstreamObserver[];
  /** The state of a credential other than the access key. */
  readonly passwordState?: () => CredentialState | undefined;
  readonly clock?: Clock;
}

export interface CredentialState {
  /** It is not used for a while. */
  readonly isSilenced: boolean;
  /** It was rejected, and has not been accepted since. */
  readonly isRejected: boolean;
}

/** Opens one account's access to its provider. Accounts share only connections, memory and the guard of a key. */
export function createUpstream(options: UpstreamOptions): Upstream {
  return new AccountUpstream(options);
}

const OUTAGE = 'The provider is failing; until it recovers, each operation makes one attempt without a retry.';
const RECOVERY = 'The provider has recovered.';

class AccountUpstream implements Upstream, CallOwner {
  readonly clock: Clock;
  readonly #account: Account;
  readonly #retryPolicy: RetryPolicy;
  readonly #inFlight = new CallsInFlight();
  readonly #observers: readonly UpstreamObserver[];

  constructor(options: UpstreamOptions) {
    const { account, protocol, clock = systemClock, logger = silentLogger } = options;
    const { guard = new KeyLockoutGuard(new LocalLockout(clock)) } = options;
    const observers = [logFailedCalls(logger), ...(options.observers ?? [])];
    const key: KeyUse = guard.register(() => {
      limiter.admit();
    });
    const limiter = new ConcurrencyLimiter(options.concurrency, key);
    const parts = {
      ...options,
      origin: options.endpoint.origin,
      memory: options.agent.memory.share(),
      clock,
      limiter,
      budget: options.budget ?? new RateLimiter(clock, options.rate),
      breaker: new CircuitBreaker((isOpen) => {
        logger.warn({ account: account.name, provider: account.provider }, isOpen ? OUTAGE : RECOVERY);
      }),
      credentials: new Credentials({ account, protocol, key, guardOf: options.guardOf, clock, logger }),
      observers,
      record: createAttemptRecorder(observers, clock),
    };
    this.#account = account;
    this.#observers = observers;
    this.clock = clock;
    this.#retryPolicy = new RetryPolicy(new Attempts(parts), parts);
    const readState = (): AccountState => {
      const password = options.passwordState?.();
      return {
        isBreakerOpen: parts.breaker.isOpen,
        isCredentialSilenced: parts.credentials.isSilenced || password?.isSilenced === true,
        isCredentialRejected: parts.credentials.isRejected || password?.isRejected === true,
        running: limiter.running,
        queued: limiter.queued,
        budgetLeft: parts.budget.left,
      };
    };
    for (const observer of observers) observer.accountOpened?.(account, readState);
  }

  call(request: UpstreamRequest, operation: Operation): Promise<CallResult> {
    if (operation.hasEnded) return Promise.reject(this.callerGoneError());
    const key = keyOf(request);
    const inFlight = this.#inFlight.get(key);
    if (inFlight !== undefined) {
      for (const observer of this.#observers) observer.callJoined?.(inFlight, this.#account);
      return inFlight.join(operation);
    }
    if (!operation.takeCall()) {
      this.#reportPrevented(request, operation.requestId, 'call-budget');
      return Promise.reject(createUpstreamError('call-budget', this.#account));
    }
    return this.#start(key, request, operation);
  }

  cancelled(call: SharedCall): void {
    this.#inFlight.remove(call);
  }

  callerGoneError(): UpstreamError {
    return createUpstreamError('caller-gone', this.#account);
  }

  #start(key: string, request: UpstreamRequest, operation: Operation): Promise<CallResult> {
    const call = new SharedCall(this, key, operation);
    this.#inFlight.add(call);
    const result = call.join(operation);
    void this.#retryPolicy.run(request, call).then(
      (found) => {
        this.#inFlight.remove(call);
        call.resolve(found);
      },
      (error: unknown) => {
        this.#inFlight.remove(call);
        if (error instanceof NoAttemptError) this.#reportPrevented(request, call.requestId, error.reason);
        call.reject(toUpstreamError(this.#account, error));
      },
    );
    return result;
  }

  #reportPrevented({ name }: UpstreamRequest, requestId: string, reason: NoAttemptReason): void {
    for (const observer of this.#observers)
      observer.callPrevented?.({ name, account: this.#account, requestId, reason });
  }
}
