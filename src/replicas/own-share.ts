import { RateLimiter, type Clock, type Rate } from '../upstream/index.js';

/**
 * A replica's share of an account's rate, for as long as the database cannot be reached. It is not full again after each
 * outage.
 */
export class OwnShare {
  readonly #clock: Clock;
  #part = 1;
  #limiter: RateLimiter | undefined;
  #rate: Rate | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The bucket for this part of this rate. */
  of(rate: Rate | undefined, part: number): RateLimiter {
    if (this.#limiter && this.#part === part && this.#rate === rate) return this.#limiter;
    const share = rate && { ...rate, requests: rate.requests * part };
    this.#limiter = new RateLimiter(this.#clock, share, this.#limiter?.left);
    this.#part = part;
    this.#rate = rate;
    return this.#limiter;
  }
}
