import type { UpstreamError } from '../domain/errors.js';
import type { Operation } from '../domain/operation.js';
import type { Account } from '../domain/provider.js';
import type { HttpAgent } from './transport/agent.js';
import { Attempts } from './retry/attempts.js';
import { Breaker } from './retry/circuit-breaker.js';
import { CallsInFlight } from './calls-in-flight.js';
import { systemClock, type Clock } from './clock.js';
import { Credentials } from './auth/credentials.js';
import { toUpstreamError } from './errors/error-table.js';
import { AbandonedFault, BudgetFault } from './errors/transport-errors.js';
import { ConcurrencyLimiter } from './limits/concurrency-limiter.js';
import { silentLogger, type Logger } from './logger.js';
import { RateLimiter, type Rate } from './limits/rate-limiter.js';
import { hasEnded } from './operation-end.js';
import { RetryPolicy } from './retry/retry-policy.js';
import { keyOf } from './request-key.js';
import { SharedCall, type CallResult, type CallHome } from './single-flight.js';
import { SignatureGuard } from './auth/key-lockout-guard.js';
import type { Upstream, UpstreamProtocol, UpstreamRequest } from './upstream.js';

export interface UpstreamOptions {
  readonly account: Account;
  /** Only its origin is used: a path in front of the API's is part of the requests. */
  readonly endpoint: URL;
  readonly protocol: UpstreamProtocol;
  /** Attempts at a time. */
  readonly concurrency: number;
  readonly rate?: Rate | undefined;
  /** `limits.upstreamTimeoutMs`: bounds one attempt. */
  readonly attemptTimeoutMs: number;
  readonly agent: HttpAgent;
  /** Of the account's access key; without it, no other account uses that key. */
  readonly guard?: SignatureGuard | undefined;
  readonly logger?: Logger;
  readonly clock?: Clock;
}

/** One account's way to its provider. Other accounts share its connections, its memory and its key's guard, no more. */
export function createUpstream(options: UpstreamOptions): Upstream {
  return new AccountUpstream(options);
}

const OUTAGE = 'The provider is failing; until it answers again, each operation asks it once, without a retry.';
const RECOVERY = 'The provider answers again.';

class AccountUpstream implements Upstream, CallHome {
  readonly clock: Clock;
  readonly #account: Account;
  readonly #retryPolicy: RetryPolicy;
  readonly #inFlight = new CallsInFlight();

  constructor(options: UpstreamOptions) {
    const { account, protocol, clock = systemClock, logger = silentLogger } = options;
    const { guard = new SignatureGuard(clock) } = options;
    const limiter = new ConcurrencyLimiter(options.concurrency, guard);
    const parts = {
      ...options,
      origin: options.endpoint.origin,
      memory: options.agent.memory.share(),
      clock,
      logger,
      limiter,
      rateLimiter: new RateLimiter(clock, options.rate),
      breaker: new Breaker((isOpen) => {
        logger.warn({ account: account.name, provider: account.provider }, isOpen ? OUTAGE : RECOVERY);
      }),
      credentials: new Credentials({ account, protocol, limiter, guard, clock, logger }),
    };
    this.#account = account;
    this.clock = clock;
    this.#retryPolicy = new RetryPolicy(new Attempts(parts), parts);
  }

  call(request: UpstreamRequest, operation: Operation): Promise<CallResult> {
    if (hasEnded(operation)) return Promise.reject(this.abandonedError());
    const key = keyOf(request);
    const underWay = this.#inFlight.get(key);
    if (underWay !== undefined) return underWay.join(operation);
    if (!operation.takeCall()) return Promise.reject(this.#toError(new BudgetFault()));
    return this.#start(key, request, operation);
  }

  abandon(call: SharedCall): void {
    this.#inFlight.remove(call);
  }

  abandonedError(): UpstreamError {
    return this.#toError(new AbandonedFault());
  }

  #start(key: string, request: UpstreamRequest, operation: Operation): Promise<CallResult> {
    const call = new SharedCall(this, key, operation);
    this.#inFlight.add(call);
    const answer = call.join(operation);
    void this.#retryPolicy.ask(request, call).then(
      (found) => {
        this.#inFlight.remove(call);
        call.resolve(found);
      },
      (error: unknown) => {
        this.#inFlight.remove(call);
        call.reject(this.#toError(error));
      },
    );
    return answer;
  }

  #toError(error: unknown): UpstreamError {
    return toUpstreamError(this.#account, error);
  }
}
