/** Decides when an account's next attempt may start: by its configured rate, and by the provider's Retry-After. */
export interface CallBudget {
  /** The part of the budget that is left, from 0 to 1; `undefined` without a rate. */
  readonly left: number | undefined;
  /** The provider's Retry-After is not over. */
  readonly isPaused: boolean;
  /**
   * Takes a call, possibly one that may be made later only. Returns the milliseconds until it may be made; 0 or less means
   * now. `undefined`: nothing is taken, and the call has to be requested.
   */
  take(): number | undefined;
  /**
   * Requests a call. Resolves as `take` does. Rejects with a NoAttemptError if there is none before `deadline`
   * (milliseconds since 1970). The returned function withdraws the request.
   */
  request(deadline: number, resolve: (waitMs: number) => void, reject: (error: unknown) => void): () => void;
  /** Returns a call that was not made. */
  giveBack(): void;
  /** The reason why an attempt waits for `waitMs`. */
  reasonOf(waitMs: number): 'retry-after' | 'rate';
  /** The provider sent a Retry-After. */
  pause(ms: number): void;
}
