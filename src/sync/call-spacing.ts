/** Spaces background calls: a reading takes as many as it needs, and the next one waits until they are paid for. */
export class CallSpacing {
  readonly #millisecondsPerCall: number;
  #freeAt = -Infinity;

  constructor(callsPerSecond: number) {
    this.#millisecondsPerCall = 1000 / callsPerSecond;
  }

  /** Milliseconds until the next reading may begin. */
  waitMs(now: number): number {
    return Math.max(0, this.#freeAt - now);
  }

  spend(calls: number, now: number): void {
    this.#freeAt = Math.max(this.#freeAt, now) + calls * this.#millisecondsPerCall;
  }
}
