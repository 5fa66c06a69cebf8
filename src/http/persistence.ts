import type { UpstreamCode } from '../domain/errors.js';
import type { Attempts, Failure } from './attempts.js';
import type { AttemptsOptions } from './attempts.js';
import { backoffMs } from './backoff.js';
import { RetryQuota } from './retry-quota.js';
import type { Answer, SharedCall } from './shared-call.js';
import type { UpstreamRequest } from './upstream.js';
import { toPatienceError } from './verdict-error.js';

const MAX_ATTEMPTS = 3;

/** What may pass by itself. Everything else would be answered the same way again. */
const PASSING: ReadonlySet<UpstreamCode> = new Set<UpstreamCode>([
  'UPSTREAM_THROTTLED',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
]);

type PersistenceOptions = Pick<AttemptsOptions, 'account' | 'clock' | 'pace' | 'breaker'>;

/** Decides after each attempt of an account whether another one is worth it. All calls are reads, so all may be. */
export class Persistence {
  readonly #attempts: Attempts;
  readonly #options: PersistenceOptions;
  readonly #quota = new RetryQuota();

  constructor(attempts: Attempts, options: PersistenceOptions) {
    this.#attempts = attempts;
    this.#options = options;
  }

  /** The answer to one call, after at most three attempts. Rejects with the last one's error. */
  async ask(request: UpstreamRequest, call: SharedCall): Promise<Answer> {
    const mended = new Set<Failure['mended']>();
    let price: number | undefined;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempts.make(request, call);
      if ('answer' in outcome) {
        this.#quota.refund(price);
        return outcome.answer;
      }
      if (isMended(outcome, mended) && attempt < MAX_ATTEMPTS) continue;
      price = this.#pay(outcome, attempt, call);
      await this.#pause(outcome, attempt, call);
    }
  }

  /** Pays for another attempt, or rejects with the error that stands. */
  #pay({ error, waitMs }: Failure, attempt: number, call: SharedCall): number {
    const { account, breaker, clock, pace } = this.#options;
    if (waitMs !== undefined) {
      if (clock.now() + waitMs >= call.deadline) throw toPatienceError(account, waitMs, error.upstreamRequestId);
      pace.pause(waitMs);
    }
    const isHopeless = attempt >= MAX_ATTEMPTS || !error.retryable || !PASSING.has(error.code) || breaker.isOpen;
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

/** Whether something was put right that was not before: the second time it was not what was wrong. */
function isMended(failure: Failure, before: Set<Failure['mended']>): boolean {
  if (failure.mended === undefined || before.has(failure.mended)) return false;
  before.add(failure.mended);
  return true;
}
