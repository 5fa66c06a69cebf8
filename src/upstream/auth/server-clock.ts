import type { Clock } from '../clock.js';

// Below this a difference cannot be what a signature was refused for: no provider allows less.
const NOTICEABLE_MS = 60_000;

/** The provider's clock as far as we know it: ours, until a refusal shows that they differ. */
export class ServerClock {
  readonly #clock: Clock;
  #offsetMs = 0;
  #corrections = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now() + this.#offsetMs;
  }

  /** How often it was corrected: tells whether a refused request was signed with the clock as it is now. */
  get corrections(): number {
    return this.#corrections;
  }

  isOff(serverTime: number | undefined): boolean {
    return serverTime !== undefined && Math.abs(serverTime - this.now()) > NOTICEABLE_MS;
  }

  /** Takes over the provider's time; `false` where it did not tell it. */
  correct(serverTime: number | undefined): boolean {
    if (serverTime === undefined) return false;
    this.#offsetMs = serverTime - this.#clock.now();
    this.#corrections++;
    return true;
  }
}
