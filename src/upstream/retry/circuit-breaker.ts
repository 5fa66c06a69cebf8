import { CircuitState, CountBreaker } from 'cockatiel';
import type { UpstreamError } from '../../domain/errors.js';
import type { Operation } from '../../domain/operation.js';

/**
 * Stops retries and parallel attempts while an account's provider is down, but never a walk: an open breaker still
 * lets every operation make one probing call, and the first success closes it.
 *
 * When to open is cockatiel's counting: more than half of the last twenty attempts failed, ten at least, so that a few
 * broken clusters among many do not count as an outage. Its CircuitBreakerPolicy is not used: half open, it makes
 * everyone wait for one test call in turn, and it cannot tell operations apart.
 */
export class Breaker {
  readonly #counts = new CountBreaker({ threshold: 0.5, size: 20, minimumNumberOfCalls: 10 });
  readonly #onChange: (isOpen: boolean) => void;
  #lastError: UpstreamError | undefined;

  constructor(onChange: (isOpen: boolean) => void) {
    this.#onChange = onChange;
  }

  get isOpen(): boolean {
    return this.#lastError !== undefined;
  }

  /** Why the operation may not call now; `undefined`: it may, if need be as its one probe. */
  refuse(operation: Operation): UpstreamError | undefined {
    if (this.#lastError === undefined) return undefined;
    if (operation.notes.has(this)) return this.#lastError;
    operation.notes.set(this, 'probed');
    return undefined;
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
