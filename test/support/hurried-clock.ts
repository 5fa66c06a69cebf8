import type { Clock } from '../../src/upstream/index.js';

/**
 * A clock for tests that must not wait. A pause shorter than `attemptMs` takes no real time but advances the clock;
 * a longer one is the timeout of an attempt and never fires.
 */
export class HurriedClock implements Clock {
  /** All requested pauses, in milliseconds. */
  readonly pauses: number[] = [];
  /** The result of `random`. With 0.5, full jitter is half of the maximum. */
  chance = 0.5;
  readonly #pending: (() => void)[] = [];
  #time = Date.UTC(2026, 0, 1);
  #isStopped = false;

  constructor(readonly attemptMs = 3_600_000) {}

  now(): number {
    return this.#time;
  }

  elapsed(): number {
    return this.#time;
  }

  random(): number {
    return this.chance;
  }

  after(ms: number, action: () => void): () => void {
    if (ms >= this.attemptMs) return () => undefined;
    let isCancelled = false;
    this.pauses.push(ms);
    const end = () => {
      if (isCancelled) return;
      this.advance(ms);
      action();
    };
    if (this.#isStopped) this.#pending.push(end);
    else setImmediate(end);
    return () => {
      isCancelled = true;
    };
  }

  /** From now on, pauses last until `go`. */
  stop(): void {
    this.#isStopped = true;
  }

  go(): void {
    this.#isStopped = false;
    for (const end of this.#pending.splice(0)) setImmediate(end);
  }

  /** The same time without timers: for operations with a deadline that must not end them. */
  withoutTimers(): Clock {
    return {
      now: () => this.now(),
      elapsed: () => this.elapsed(),
      random: () => this.random(),
      after: () => () => undefined,
    };
  }

  advance(ms: number): void {
    this.#time += ms;
  }
}
