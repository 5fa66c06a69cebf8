import type { Clock } from './clock.js';

const MAX_REFUSALS = 3;
const LOCK_MS = 60_000;

/**
 * Keeps an access key from being locked. More than five bad signatures in a row lock a Huawei key for five minutes, for
 * everyone who uses it; so after three the account stays silent for a while, and until one signature was accepted no
 * more are under way than could still be refused.
 */
export class SignatureGuard {
  readonly #clock: Clock;
  #refusals = 0;
  #proven = false;
  #lockedUntil = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isLocked(): boolean {
    return this.#clock.elapsed() < this.#lockedUntil;
  }

  /** How many attempts may be under way at once. */
  get allowed(): number {
    return this.#proven ? Infinity : Math.max(1, MAX_REFUSALS - this.#refusals);
  }

  /** The provider took the signature, whatever it then answered. Returns whether that was news. */
  accepted(): boolean {
    const isNews = !this.#proven;
    this.#proven = true;
    this.#refusals = 0;
    return isNews;
  }

  /**
   * The provider refused the signature. `excused`: our clock was wrong, which is put right; the provider counts it all
   * the same, but it says nothing against the key. Returns whether the account is locked now.
   */
  refused(excused: boolean): boolean {
    this.#proven = false;
    if (++this.#refusals < MAX_REFUSALS || excused) return false;
    this.#lockedUntil = this.#clock.elapsed() + LOCK_MS;
    return true;
  }
}
