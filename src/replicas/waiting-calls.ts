import { NoAttemptError } from '../upstream/index.js';

interface WaitingCall {
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly resolve: (waitMs: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Calls of one account that wait for the database, in order. */
export class WaitingCalls {
  readonly #calls = new Set<WaitingCall>();

  get size(): number {
    return this.#calls.size;
  }

  /** The result removes the call. */
  add(call: WaitingCall): () => void {
    this.#calls.add(call);
    return () => {
      this.#calls.delete(call);
    };
  }

  /** Serves at most `most` calls. `waitMsAt` is given their places, from 0. Returns how many were served. */
  serve(most: number, waitMsAt: (place: number) => number): number {
    let place = 0;
    for (const call of this.#calls) {
      if (place >= most) break;
      this.#calls.delete(call);
      call.resolve(waitMsAt(place++));
    }
    return place;
  }

  /** Rejects calls whose deadline is before their turn. `now`: milliseconds since 1970. */
  rejectLate(now: number, waitMsAt: (place: number) => number, reason: 'rate' | 'retry-after'): void {
    let place = 0;
    for (const call of this.#calls) {
      const retryAfterMs = waitMsAt(place);
      if (now + retryAfterMs < call.deadline) place++;
      else if (this.#calls.delete(call)) call.reject(new NoAttemptError(reason, { retryAfterMs }));
    }
  }
}
