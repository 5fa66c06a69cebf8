interface Batch {
  calls: number;
  readonly expiresAt: number;
}

/** Calls that this replica has leased and not made. Times are milliseconds of a monotonic clock. */
export class LeasePool {
  #batches: Batch[] = [];

  /** Calls that may be made until `time` and longer. */
  callsUntil(time: number): number {
    return this.#batches.reduce((sum, { calls, expiresAt }) => (expiresAt > time ? sum + calls : sum), 0);
  }

  add(calls: number, expiresAt: number): void {
    if (calls > 0) this.#batches.push({ calls, expiresAt });
  }

  /** Takes a call of the oldest lease. Returns whether there is one. */
  take(now: number): boolean {
    const batch = this.#batches.find(({ calls, expiresAt }) => calls > 0 && expiresAt > now);
    if (batch === undefined) return false;
    batch.calls--;
    return true;
  }

  /** Removes calls whose lease has ended. Returns their number. */
  expire(now: number): number {
    const ended = this.callsUntil(-Infinity) - this.callsUntil(now);
    this.#batches = this.#batches.filter(({ calls, expiresAt }) => calls > 0 && expiresAt > now);
    return ended;
  }

  clear(): void {
    this.#batches = [];
  }
}
