import type { Clock } from '../clock.js';

// A smaller difference cannot be the reason for a rejected signature: every provider allows at least this much.
const NOTICEABLE_MS = 60_000;

/** The provider's clock: this machine's, until a rejected signature shows that they differ. */
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

  /** The number of corrections: shows whether a rejected request was signed before the last one. */
  get corrections(): number {
    return this.#corrections;
  }

  isOff(serverTime: number | undefined): boolean {
    return serverTime !== undefined && Math.abs(serverTime - this.now()) > NOTICEABLE_MS;
  }

  /** Takes over the provider's time; `false` if the response had none. */
  correct(serverTime: number | undefined): boolean {
    if (serverTime === undefined) return false;
    this.#offsetMs = serverTime - this.#clock.now();
    this.#corrections++;
    return true;
  }
}
