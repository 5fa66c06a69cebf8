import { Chain } from '../linked-list.js';
import { QueueFault } from '../errors/transport-errors.js';
import type { SharedCall } from '../single-flight.js';
import type { SignatureGuard } from '../auth/key-lockout-guard.js';

// Far beyond what can be answered within a deadline; it bounds memory, not work.
const MAX_WAITING = 10_000;

/**
 * How many attempts of one account run at a time; the rest wait in order. It slows down by itself where the provider
 * throttles: the limit is halved, once per round of attempts, and grows back by one per round that went well.
 */
export class ConcurrencyLimiter {
  /** Whether a signature of the account was accepted since one of its key was refused: kept by the key's guard. */
  isProven = false;
  readonly #ceiling: number;
  readonly #guard: SignatureGuard;
  readonly #waiting = new Chain<() => void>();
  #limit: number;
  #running = 0;
  #entered = 0;
  #slowedAt = 0;

  constructor(concurrency: number, guard: SignatureGuard) {
    this.#ceiling = concurrency;
    this.#limit = concurrency;
    this.#guard = guard;
    guard.add(this);
  }

  /** The number of the attempt that entered last; `slowDown` wants it back. */
  get entered(): number {
    return this.#entered;
  }

  get running(): number {
    return this.#running;
  }

  /** Enters if there is room. */
  tryEnter(): boolean {
    if (!this.#isOpen()) return false;
    this.#count();
    return true;
  }

  /** Enters when the call's turn comes. */
  enter(call: SharedCall): Promise<void> {
    if (this.#waiting.size >= MAX_WAITING) throw new QueueFault();
    return call.wait((resolve) => {
      const place = this.#waiting.add(resolve);
      return () => {
        place.remove();
      };
    });
  }

  leave(): void {
    this.#running--;
    if (this.isProven) this.admit();
    else this.#guard.left(this);
  }

  /** Lets those enter who wait, as far as there is room. */
  admit(): void {
    for (let { first } = this.#waiting; first !== undefined && this.#isOpen(); { first } = this.#waiting) {
      first.remove();
      this.#count();
      first.value();
    }
  }

  /** An attempt was throttled. Those that entered before the last slowing down tell nothing new. */
  slowDown(entered: number): void {
    if (entered <= this.#slowedAt) return;
    this.#slowedAt = this.#entered;
    this.#limit = Math.max(1, this.#limit / 2);
  }

  speedUp(): void {
    if (this.#limit < this.#ceiling) this.#limit = Math.min(this.#ceiling, this.#limit + 1 / this.#limit);
  }

  #isOpen(): boolean {
    return this.#running < Math.floor(this.#limit) && (this.isProven || this.#guard.hasRoom);
  }

  #count(): void {
    this.#running++;
    this.#entered++;
  }
}
