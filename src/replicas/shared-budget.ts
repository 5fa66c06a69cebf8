import type { CallBudget, Clock, Rate } from '../upstream/index.js';
import type { RateLimiter } from '../upstream/index.js';
import {
  AHEAD_SECONDS,
  bucketOf,
  LEASE_MS,
  type Lease,
  nextWaitMsOf,
  type LeaseRequest,
  RENEW_MS,
  spareCalls,
  waitMsOf,
} from './lease.js';
import { LeasePool } from './lease-pool.js';
import { OwnShare } from './own-share.js';
import { WaitingCalls } from './waiting-calls.js';

export interface SharedBudgetOptions {
  readonly clock: Clock;
  readonly rate: Rate | undefined;
  readonly concurrency: number;
  /** The part of the rate that is this replica's while the database cannot be reached. */
  readonly share: () => number;
  /** Causes a request to the database soon. */
  readonly request: () => void;
}

/** Two requests that no call waits for are this far apart. */
const SPARE_PAUSE_MS = 100;

/**
 * The budget of an account that replicas share. Calls are made from leases, which are renewed before they end, so that a
 * call waits for the database only if the budget is short. Without the database, the replica keeps to its share.
 */
export class SharedBudget implements CallBudget {
  readonly #clock: Clock;
  readonly #request: () => void;
  readonly #share: () => number;
  readonly #pool = new LeasePool();
  readonly #waiting = new WaitingCalls();
  readonly #shares: OwnShare;
  #rate: Rate | undefined;
  #concurrency: number;
  #isAlone = true;
  #isClosed = false;
  #pausedUntil = -Infinity;
  #endPause: (() => void) | undefined;
  #left = 1;
  #taken = 0;
  #callsPerSecond = 0;
  #requestedAt = -Infinity;
  /** For the next request: calls returned unused, made without a lease, and seconds of a Retry-After. */
  #report = { back: 0, alone: 0, pause: 0 };

  constructor({ clock, rate, concurrency, share, request }: SharedBudgetOptions) {
    this.#clock = clock;
    this.#rate = rate;
    this.#concurrency = concurrency;
    this.#share = share;
    this.#request = request;
    this.#shares = new OwnShare(clock);
  }

  /** The configuration has changed. */
  configure(rate: Rate | undefined, concurrency: number): void {
    this.#rate = rate;
    this.#concurrency = concurrency;
  }

  get left(): number | undefined {
    if (this.#rate === undefined) return undefined;
    return this.#isAlone ? this.#ownShare.left : this.#left;
  }

  get isPaused(): boolean {
    return this.#clock.elapsed() < this.#pausedUntil;
  }

  /** Whether calls that were leased will soon have ended, or a call waits. */
  get isDue(): boolean {
    if (this.#rate === undefined) return this.#report.pause > 0;
    const lasting = this.#pool.callsUntil(this.#clock.elapsed() + RENEW_MS);
    return this.#waiting.size > 0 || lasting < this.#spare;
  }

  take(): number | undefined {
    const now = this.#clock.elapsed();
    if (this.#rate === undefined) return this.#pausedUntil - now;
    if (now < this.#pausedUntil) return undefined;
    if (this.#pool.take(now)) {
      this.#taken++;
      if (now - this.#requestedAt > SPARE_PAUSE_MS && this.#pool.callsUntil(now) <= this.#spare / 2) this.#request();
      return 0;
    }
    return this.#isAlone ? this.#takeAlone() : undefined;
  }

  request(deadline: number, resolve: (waitMs: number) => void, reject: (error: unknown) => void): () => void {
    const withdraw = this.#waiting.add({ deadline, resolve, reject });
    this.#serve();
    return withdraw;
  }

  giveBack(): void {
    if (this.#rate === undefined) return;
    if (this.#isAlone) this.#ownShare.giveBack();
    else this.#report.back++;
  }

  reasonOf(waitMs: number): 'retry-after' | 'rate' {
    return this.#clock.elapsed() + waitMs <= this.#pausedUntil ? 'retry-after' : 'rate';
  }

  pause(ms: number): void {
    this.pauseHere(ms);
    this.#report.pause = Math.max(this.#report.pause, ms / 1000);
    this.#request();
  }

  /** Another replica received a Retry-After. */
  pauseHere(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + ms);
  }

  /** Once a second. */
  tick(): void {
    this.#callsPerSecond = Math.max(this.#taken, this.#callsPerSecond / 2);
    this.#taken = 0;
  }

  /** The database can be used: nothing is leased from it. */
  connected(): void {
    this.#isAlone = false;
    this.#pool.clear();
    this.#report.back = 0;
    this.#report.pause = Math.max(0, (this.#pausedUntil - this.#clock.elapsed()) / 1000);
  }

  /** The database cannot be reached. Leases last, and the replica's share comes after them. */
  disconnected(): void {
    this.#isAlone = true;
    this.#serve();
  }

  /** The next request returns all that is leased. */
  close(): void {
    this.#report.back += this.#pool.expire(Infinity);
    this.#isClosed = true;
  }

  toRequest(): LeaseRequest {
    const now = this.#clock.elapsed();
    this.#requestedAt = now;
    const back = this.#report.back + this.#pool.expire(now);
    const { alone, pause } = this.#report;
    this.#report = { back: 0, alone: 0, pause: 0 };
    const bucket = this.#rate ? bucketOf(this.#rate) : { requests: null, per_seconds: null };
    const spare = Math.max(0, this.#spare - this.#pool.callsUntil(now + RENEW_MS));
    const need = this.isPaused ? 0 : this.#waiting.size;
    const held = this.#pool.callsUntil(now);
    return { ...bucket, held, back, need, ahead: AHEAD_SECONDS, spare, alone, pause };
  }

  /** `requestedAt`: when the request was sent, by the monotonic clock. */
  grant(lease: Lease, requestedAt: number): void {
    if (lease.pause > 0) this.pauseHere(lease.pause * 1000);
    this.#left = lease.budget_left ?? 1;
    const index = this.#waiting.serve(lease.granted, (place) => waitMsOf(lease, place));
    this.#taken += index;
    const ready = Math.max(0, lease.at_once - index);
    this.#pool.add(ready, requestedAt + LEASE_MS);
    // Calls ahead of time whose callers have gone.
    this.#report.back += lease.granted - index - ready;
    this.#waiting.rejectLate(this.#clock.now(), (place) => nextWaitMsOf(lease, place), 'rate');
    if (this.#waiting.size > 0 && lease.granted > 0) this.#request();
  }

  /** The database did not respond to `request`. */
  failed({ alone, pause }: LeaseRequest): void {
    this.#report.alone += alone;
    this.#report.pause = Math.max(this.#report.pause, pause);
  }

  /** Grants the available calls to the waiting ones, or requests more from the database. */
  #serve(): void {
    const pauseMs = this.#pausedUntil - this.#clock.elapsed();
    if (pauseMs > 0) {
      this.#waiting.rejectLate(this.#clock.now(), () => pauseMs, 'retry-after');
      this.#endPause ??= this.#clock.after(pauseMs, () => {
        this.#endPause = undefined;
        this.#serve();
      });
    } else if (this.#isAlone) {
      this.#waiting.serve(Infinity, () => this.#takeAlone());
    } else if (this.#waiting.size > 0) {
      this.#request();
    }
  }

  #takeAlone(): number {
    if (this.#rate === undefined) return 0;
    this.#report.alone++;
    return this.#ownShare.take();
  }

  get #spare(): number {
    if (this.#isClosed) return 0;
    return spareCalls(this.#concurrency, Math.max(this.#taken, this.#callsPerSecond));
  }

  get #ownShare(): RateLimiter {
    return this.#shares.of(this.#rate, this.#share());
  }
}
