import { UpstreamError } from '../../domain/errors.js';
import type { Attempts, AttemptsOptions, Failure } from './attempts.js';
import { backoffMs } from './backoff.js';
import type { Logger } from '../logger.js';
import { RetryQuota } from './retry-quota.js';
import type { CallResult, SharedCall } from '../single-flight.js';
import type { UpstreamRequest } from '../upstream.js';
import { toPatienceError } from '../errors/classification-error.js';

const MAX_ATTEMPTS = 3;

interface RetryPolicyOptions extends Pick<AttemptsOptions, 'account' | 'clock' | 'rateLimiter' | 'breaker'> {
  readonly logger: Logger;
}

/** Decides after each attempt of an account whether another one is worth it. All calls are reads, so all may be. */
export class RetryPolicy {
  readonly #attempts: Attempts;
  readonly #options: RetryPolicyOptions;
  readonly #quota = new RetryQuota();

  constructor(attempts: Attempts, options: RetryPolicyOptions) {
    this.#attempts = attempts;
    this.#options = options;
  }

  /** The answer to one call, after at most three attempts. Rejects with the last one's error. */
  async ask(request: UpstreamRequest, call: SharedCall): Promise<CallResult> {
    let recovered: readonly Failure['recovered'][] = [];
    let price: number | undefined;
    let failure: UpstreamError | undefined;
    try {
      for (let attempt = 1; ; attempt++) {
        const outcome = await this.#attempts.make(request, call);
        if ('answer' in outcome) {
          this.#quota.refund(price);
          return outcome.answer;
        }
        // What is refused again after it was put right was not what was wrong.
        if (outcome.recovered !== undefined && !recovered.includes(outcome.recovered) && attempt < MAX_ATTEMPTS) {
          recovered = [...recovered, outcome.recovered];
          continue;
        }
        failure = outcome.error;
        price = this.#pay(outcome, attempt, call);
        await this.#pause(outcome, attempt, call);
      }
    } catch (error) {
      if (failure !== undefined) this.#report(request, call, error instanceof UpstreamError ? error : failure);
      throw error;
    }
  }

  /** Tells an operator of a call that failed at the provider; what was refused here was told by who learned why. */
  #report({ path }: UpstreamRequest, { requestId }: SharedCall, error: UpstreamError): void {
    const { account, logger } = this.#options;
    const { code, message, upstreamRequestId } = error;
    if (code === 'NOT_FOUND') return;
    logger.info(
      { requestId, account: account.name, provider: account.provider, code, upstreamRequestId, path },
      message,
    );
  }

  /** Pays for another attempt, or rejects with the error that stands. */
  #pay({ error, waitMs }: Failure, attempt: number, call: SharedCall): number {
    const { account, breaker, clock, rateLimiter } = this.#options;
    if (waitMs !== undefined) {
      if (clock.now() + waitMs >= call.deadline) throw toPatienceError(account, waitMs, error.upstreamRequestId);
      rateLimiter.pause(waitMs);
    }
    // What is not retryable would be answered the same way again.
    const isHopeless = attempt >= MAX_ATTEMPTS || !error.retryable || breaker.isOpen;
    const price = isHopeless ? undefined : this.#quota.take(error.code === 'UPSTREAM_TIMEOUT');
    if (price === undefined) throw error;
    return price;
  }

  async #pause({ error, waitMs }: Failure, attempt: number, call: SharedCall): Promise<void> {
    const { account, clock } = this.#options;
    const delayMs = Math.max(waitMs ?? 0, backoffMs(error.code, attempt, clock));
    const impatience = () => (waitMs === undefined ? error : toPatienceError(account, waitMs, error.upstreamRequestId));
    await call.sleep(delayMs, impatience);
  }
}
