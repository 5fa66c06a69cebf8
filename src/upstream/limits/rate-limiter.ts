import type { Clock } from '../clock.js';

export interface Rate {
  readonly requests: number;
  readonly perSeconds: number;
}

/**
 * Decides when an account's next attempt may start: a token bucket where a rate is configured, and a pause where the
 * provider sent a Retry-After. The bucket is kept as one number, the moment at which it will be full again.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #burstMs: number;
  #fullAt = -Infinity;
  #pausedUntil = -Infinity;

  constructor(clock: Clock, rate: Rate | undefined) {
    this.#clock = clock;
    this.#intervalMs = rate === undefined ? 0 : (rate.perSeconds * 1000) / rate.requests;
    this.#burstMs = rate === undefined ? 0 : rate.perSeconds * 1000;
  }

  /** The part of the bucket that is left, from 0 to 1; `undefined` without a rate. */
  get left(): number | undefined {
    if (this.#intervalMs === 0) return undefined;
    const missingMs = Math.max(0, this.#fullAt - this.#clock.elapsed());
    return Math.max(0, 1 - missingMs / this.#burstMs);
  }

  /** Takes a token, possibly a future one. Returns the milliseconds until it may be used; 0 or less means now. */
  take(): number {
    const now = this.#clock.elapsed();
    if (this.#intervalMs === 0) return this.#pausedUntil - now;
    this.#fullAt = Math.max(this.#fullAt, now) + this.#intervalMs;
    return Math.max(this.#fullAt - this.#burstMs, this.#pausedUntil) - now;
  }

  /** Returns a token that was not used. */
  giveBack(): void {
    this.#fullAt -= this.#intervalMs;
  }

  /** What makes an attempt wait that may start in `waitMs`. */
  reasonOf(waitMs: number): 'retry-after' | 'rate' {
    return this.#clock.elapsed() + waitMs <= this.#pausedUntil ? 'retry-after' : 'rate';
  }

  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + ms);
  }
}
