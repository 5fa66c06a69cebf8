import { CircuitState, CountBreaker } from 'cockatiel';
import type { UpstreamError } from '../../domain/errors.js';
import type { Operation } from '../../domain/operation.js';
import { NoAttemptError } from '../errors/failures.js';

/**
 * Stops retries and parallel attempts while an account's provider is down, but lets walks continue: an open breaker
 * allows each operation one probe, and the first success closes it.
 *
 * It opens when more than half of the last twenty attempts failed, at least ten, so that a few broken clusters among
 * many are no outage. cockatiel does the counting. Its CircuitBreakerPolicy is not used: half open, it makes every
 * caller wait for one test call after another, and it does not distinguish operations.
 */
export class CircuitBreaker {
  readonly #counts = new CountBreaker({ threshold: 0.5, size: 20, minimumNumberOfCalls: 10 });
  readonly #onChange: (isOpen: boolean) => void;
  /** Operations that have used their probe. */
  readonly #probed = new WeakSet<Operation>();
  #lastError: UpstreamError | undefined;

  constructor(onChange: (isOpen: boolean) => void) {
    this.#onChange = onChange;
  }

  get isOpen(): boolean {
    return this.#lastError !== undefined;
  }

  /** Allows an attempt, as the operation's one probe if the breaker is open; else throws a NoAttemptError. */
  throwIfProbed(operation: Operation): void {
    if (this.#lastError === undefined) return;
    if (this.#probed.has(operation)) throw new NoAttemptError('breaker-open', { cause: this.#lastError });
    this.#probed.add(operation);
  }

  succeeded(): void {
    if (this.#lastError === undefined) {
      this.#counts.success(CircuitState.Closed);
      return;
    }
    this.#counts.success(CircuitState.HalfOpen);
    this.#lastError = undefined;
    this.#onChange(false);
  }

  failed(error: UpstreamError): void {
    const wasOpen = this.isOpen;
    if (!wasOpen && !this.#counts.failure(CircuitState.Closed)) return;
    this.#lastError = error;
    if (!wasOpen) this.#onChange(true);
  }
}
