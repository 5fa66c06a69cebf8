import type { Clock } from '../clock.js';

export interface Rate {
  readonly requests: number;
  readonly perSeconds: number;
}

/**
 * When the next attempt of an account may start. A token bucket, where a rate is configured, kept as the one moment at
 * which it will be full again; and a pause, where the provider asked for one.
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

  /** Takes a token, perhaps one of the future, and says in how many milliseconds it may be used. */
  take(): number {
    const now = this.#clock.elapsed();
    if (this.#intervalMs === 0) return this.#pausedUntil - now;
    this.#fullAt = Math.max(this.#fullAt, now) + this.#intervalMs;
    return Math.max(this.#fullAt - this.#burstMs, this.#pausedUntil) - now;
  }

  /** The token was not used. */
  giveBack(): void {
    this.#fullAt -= this.#intervalMs;
  }

  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + ms);
  }
}
