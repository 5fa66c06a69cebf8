import { NoAttemptError } from '../errors/failures.js';
import { LinkedList } from '../linked-list.js';
import type { SharedCall } from '../single-flight.js';

// Far more than can be made within a deadline; it bounds memory, not work.
const MAX_WAITING = 10_000;

/** A second condition for each attempt: the account's use of its access key. */
export interface Admission {
  readonly isOpen: boolean;
  entered(): void;
  /** Causes `admit` to be called, here and where else an attempt may now start. */
  left(): void;
}

/**
 * Bounds how many attempts of one account run at a time; the others wait in order. Throttling halves the limit, once
 * for all attempts in flight; successes raise it again, by one per limit's worth of them.
 */
export class ConcurrencyLimiter {
  readonly #ceiling: number;
  readonly #admission: Admission;
  readonly #waiting = new LinkedList<() => void>();
  #limit: number;
  #running = 0;
  #entered = 0;
  #slowedAt = 0;

  constructor(concurrency: number, admission: Admission) {
    this.#ceiling = concurrency;
    this.#limit = concurrency;
    this.#admission = admission;
  }

  /** Attempts in flight. */
  get running(): number {
    return this.#running;
  }

  /** Attempts that wait. */
  get queued(): number {
    return this.#waiting.size;
  }

  /** The number of the attempt that entered last, as `slowDown` takes it. */
  get entered(): number {
    return this.#entered;
  }

  /** Enters if there is room. */
  tryEnter(): boolean {
    if (!this.#isOpen()) return false;
    this.#enter();
    return true;
  }

  /** Enters when it is the call's turn. Throws a NoAttemptError if the queue is full. */
  enter(call: SharedCall): Promise<void> {
    if (this.#waiting.size >= MAX_WAITING) throw new NoAttemptError('queue-full');
    return call.wait((resolve) => {
      const entry = this.#waiting.add(resolve);
      return () => {
        entry.remove();
      };
    });
  }

  leave(): void {
    this.#running--;
    this.#admission.left();
  }

  /** Lets waiting attempts enter while there is room. */
  admit(): void {
    for (let { first } = this.#waiting; first !== undefined && this.#isOpen(); { first } = this.#waiting) {
      first.remove();
      this.#enter();
      first.value();
    }
  }

  /** An attempt was throttled. Attempts that entered before the last slow-down do not count again. */
  slowDown(entered: number): void {
    if (entered <= this.#slowedAt) return;
    this.#slowedAt = this.#entered;
    this.#limit = Math.max(1, this.#limit / 2);
  }

  speedUp(): void {
    if (this.#limit < this.#ceiling) this.#limit = Math.min(this.#ceiling, this.#limit + 1 / this.#limit);
  }

  #isOpen(): boolean {
    return this.#running < Math.floor(this.#limit) && this.#admission.isOpen;
  }

  #enter(): void {
    this.#running++;
    this.#entered++;
    this.#admission.entered();
  }
}
