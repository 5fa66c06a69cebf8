import type { Clock } from '../clock.js';
import type { CallBudget } from './call-budget.js';

export interface Rate {
  readonly requests: number;
  readonly perSeconds: number;
}

/**
 * The budget of one process: a token bucket where a rate is configured, and a pause where the provider sent a Retry-After.
 * The bucket is kept as one number, the moment at which it will be full again.
 */
export class RateLimiter implements CallBudget {
  readonly #clock: Clock;
  #requests = 0;
  #intervalMs = 0;
  #fullAt = -Infinity;
  #pausedUntil = -Infinity;

  /** `left`: the part of the bucket that is full at the start, from 0 to 1. */
  constructor(clock: Clock, rate: Rate | undefined, left = 1) {
    this.#clock = clock;
    this.#setRate(rate);
    if (left < 1) this.#fullAt = clock.elapsed() + (1 - left) * this.#burstMs;
  }

  /**
   * Another rate from now on. The calls that are left stay, up to the new bucket's size: a full bucket would add to the calls
   * already made, and together they might exceed the provider's rate. Calls that wait keep their place.
   */
  configure(rate: Rate | undefined): void {
    const now = this.#clock.elapsed();
    const hadRate = this.#intervalMs > 0;
    const left = hadRate ? this.#requests - Math.max(0, this.#fullAt - now) / this.#intervalMs : Infinity;
    this.#setRate(rate);
    this.#fullAt = now + (this.#requests - Math.min(left, this.#requests)) * this.#intervalMs;
  }

  get left(): number | undefined {
    if (this.#intervalMs === 0) return undefined;
    const missingMs = Math.max(0, this.#fullAt - this.#clock.elapsed());
    return Math.max(0, 1 - missingMs / this.#burstMs);
  }

  get isPaused(): boolean {
    return this.#clock.elapsed() < this.#pausedUntil;
  }

  take(): number {
    const now = this.#clock.elapsed();
    if (this.#intervalMs === 0) return this.#pausedUntil - now;
    this.#fullAt = Math.max(this.#fullAt, now) + this.#intervalMs;
    return Math.max(this.#fullAt - this.#burstMs, this.#pausedUntil) - now;
  }

  request(_deadline: number, resolve: (waitMs: number) => void): () => void {
    resolve(this.take());
    return () => undefined;
  }

  giveBack(): void {
    this.#fullAt -= this.#intervalMs;
  }

  reasonOf(waitMs: number): 'retry-after' | 'rate' {
    return this.#clock.elapsed() + waitMs <= this.#pausedUntil ? 'retry-after' : 'rate';
  }

  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + ms);
  }

  /** Milliseconds in which an empty bucket becomes full. */
  get #burstMs(): number {
    return this.#requests * this.#intervalMs;
  }

  #setRate(rate: Rate | undefined): void {
    this.#requests = rate?.requests ?? 0;
    this.#intervalMs = rate === undefined ? 0 : (rate.perSeconds * 1000) / rate.requests;
  }
}
