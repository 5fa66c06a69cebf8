import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import { createUpstreamError } from '../errors/error-table.js';
import type { UpstreamObserver } from '../observer.js';
import type { SharedCall } from '../single-flight.js';
import type { CallResult, UpstreamRequest } from '../upstream.js';
import type { Attempts, AttemptsOptions, Failure } from './attempts.js';
import { backoffMs } from './backoff.js';
import { RetryQuota } from './retry-quota.js';

const MAX_ATTEMPTS = 3;

interface RetryPolicyOptions extends Pick<AttemptsOptions, 'account' | 'clock' | 'budget' | 'breaker'> {
  readonly observers: readonly UpstreamObserver[];
}

/** Retry policy for one account. Every upstream call is a read, so every call is safe to retry. */
export class RetryPolicy {
  readonly #attempts: Attempts;
  readonly #options: RetryPolicyOptions;
  readonly #quota = new RetryQuota();

  constructor(attempts: Attempts, options: RetryPolicyOptions) {
    this.#attempts = attempts;
    this.#options = options;
  }

  /** The result of one call, after at most three attempts. Rejects with the last one's error. */
  async run(request: UpstreamRequest, call: SharedCall): Promise<CallResult> {
    let recovered: readonly Failure['recovered'][] = [];
    let cost: number | undefined;
    let failure: UpstreamError | undefined;
    try {
      for (let number = 1; ; number++) {
        const outcome = await this.#attempts.make(request, call, number);
        if ('result' in outcome) {
          this.#quota.refund(cost);
          return outcome.result;
        }
        // The same rejection after a recovery has another reason.
        if (outcome.recovered !== undefined && !recovered.includes(outcome.recovered) && number < MAX_ATTEMPTS) {
          recovered = [...recovered, outcome.recovered];
          continue;
        }
        failure = outcome.error;
        cost = this.#payForRetry(outcome, number, call);
        await this.#pause(outcome, number, call);
      }
    } catch (error) {
      if (failure !== undefined) this.#report(request, call, error instanceof UpstreamError ? error : failure);
      throw error;
    }
  }

  /** Only calls with a failed attempt: why no attempt was made is logged where that was learned. */
  #report({ name, path }: UpstreamRequest, { requestId }: SharedCall, error: UpstreamError): void {
    const { account, observers } = this.#options;
    for (const observer of observers) observer.callFailed?.({ name, account, requestId, path, error });
  }

  /** Pays for another attempt; throws the final error if there is none. */
  #payForRetry({ error, retryAfterMs }: Failure, number: number, call: SharedCall): number {
    const { account, breaker, clock, budget } = this.#options;
    if (retryAfterMs !== undefined) {
      if (clock.now() + retryAfterMs >= call.deadline) {
        throw retryAfterError(error, account, retryAfterMs);
      }
      budget.pause(retryAfterMs);
    }
    // An error that is not retryable would be the same again.
    const isFinal = number >= MAX_ATTEMPTS || !error.retryable || breaker.isOpen;
    const cost = isFinal ? undefined : this.#quota.take(error.code === 'UPSTREAM_TIMEOUT');
    if (cost === undefined) throw error;
    return cost;
  }

  async #pause({ error, retryAfterMs }: Failure, number: number, call: SharedCall): Promise<void> {
    const { account, clock } = this.#options;
    const delayMs = Math.max(retryAfterMs ?? 0, backoffMs(error.code, number, clock));
    await call.sleep(delayMs, () =>
      retryAfterMs === undefined ? error : retryAfterError(error, account, retryAfterMs),
    );
  }
}

function retryAfterError(error: UpstreamError, account: Account, retryAfterMs: number): UpstreamError {
  const { upstreamRequestId: requestId, failure } = error;
  return createUpstreamError('retry-after', account, {
    retryAfterMs,
    requestId,
    ...(failure && { peer: failure.peer }),
  });
}
