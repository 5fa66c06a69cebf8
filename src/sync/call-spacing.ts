/**
 * Spaces background calls. A reading takes the calls that it needs, and the next one waits until they are paid for. A
 * reading that takes more calls than `burst` waits for each further one, so that a long list leaves the rate to callers
 * as well.
 */
export class CallSpacing {
  readonly #millisecondsPerCall: number;
  readonly #burstMs: number;
  #freeAt = -Infinity;

  constructor(callsPerSecond: number, burst: number) {
    this.#millisecondsPerCall = 1000 / callsPerSecond;
    this.#burstMs = this.#millisecondsPerCall * Math.max(1, burst);
  }

  /** Milliseconds until the next reading may begin. */
  waitMs(now: number): number {
    return Math.max(0, this.#freeAt - now);
  }

  /** Takes one call of a reading. Milliseconds until it may be made. */
  take(now: number): number {
    this.spend(1, now);
    return Math.max(0, this.#freeAt - now - this.#burstMs);
  }

  spend(calls: number, now: number): void {
    this.#freeAt = Math.max(this.#freeAt, now) + calls * this.#millisecondsPerCall;
  }
}
