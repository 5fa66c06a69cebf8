import type { Clock } from '../clock.js';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.js';

const MAX_REFUSALS = 3;
// With a sixth bad signature the provider locks the key, whatever the reason for the others was.
const MAX_EXCUSED_REFUSALS = 5;
const SILENCE_MS = 60_000;

/**
 * Keeps an access key from being locked; one for all accounts that use it. More than five bad signatures in a row lock
 * a Huawei key for five minutes, for everyone who uses it; so after three its accounts stay silent for a while, and
 * those of which no signature was accepted since one was refused have no more under way, together, than could still be
 * refused. Each proves only itself: the others may have another secret, or an endpoint that changes what was signed.
 */
export class SignatureGuard {
  readonly #clock: Clock;
  readonly #limiters = new Set<ConcurrencyLimiter>();
  #refusals = 0;
  #silentUntil = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One more account uses the key. */
  add(limiter: ConcurrencyLimiter): void {
    this.#limiters.add(limiter);
  }

  get isSilent(): boolean {
    return this.#clock.elapsed() < this.#silentUntil;
  }

  /** Whether one more attempt of an account that has not proven itself may be under way. */
  get hasRoom(): boolean {
    let underWay = 0;
    for (const limiter of this.#limiters) if (!limiter.isProven) underWay += limiter.running;
    return underWay < Math.max(1, MAX_REFUSALS - this.#refusals);
  }

  /** The provider took an account's signature, whatever it then answered. */
  accepted(limiter: ConcurrencyLimiter): void {
    if (limiter.isProven) return;
    limiter.isProven = true;
    this.#refusals = 0;
    this.#admit();
  }

  /**
   * The provider refused a signature. `excused`: our clock was wrong, which is put right; the provider counts it all
   * the same, but it says nothing against the key. Returns whether the accounts are silent from now on.
   */
  refused(excused: boolean): boolean {
    for (const limiter of this.#limiters) limiter.isProven = false;
    if (++this.#refusals < (excused ? MAX_EXCUSED_REFUSALS : MAX_REFUSALS)) return false;
    this.#silentUntil = this.#clock.elapsed() + SILENCE_MS;
    return true;
  }

  /** An attempt of an account that has not proven itself is over: the others come first, so that none keeps all room. */
  left(limiter: ConcurrencyLimiter): void {
    this.#limiters.delete(limiter);
    this.#limiters.add(limiter);
    this.#admit();
  }

  #admit(): void {
    for (const limiter of this.#limiters) limiter.admit();
  }
}
