import type { Operation, OperationEndListener, Registration } from '../domain/operation.js';
import { systemClock, type Clock } from './clock.js';
import { LinkedList } from './linked-list.js';

export interface OperationOptions {
  readonly requestId: string;
  /** `limits.requestTimeoutMs`. */
  readonly timeoutMs: number;
  /** `limits.upstreamCalls`. */
  readonly upstreamCalls: number;
  /** Aborted when the caller has disconnected. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** An operation with a running timer. Its owner disposes of it when the response is complete. */
export interface RunningOperation extends Operation, Disposable {
  /** Upstream calls made so far. */
  readonly calls: number;
  /** Stops the timer and stops listening to the caller's signal. Calls in flight continue. */
  dispose(): void;
}

/** Starts the timer of one GraphQL operation. */
export function createOperation(options: OperationOptions): RunningOperation {
  return new TimedOperation(options);
}

class TimedOperation implements RunningOperation {
  readonly requestId: string;
  readonly deadline: number;
  hasEnded = false;
  readonly #listeners = new LinkedList<OperationEndListener>();
  readonly #callerSignal: AbortSignal | undefined;
  readonly #stopTimer: () => void;
  #controller: AbortController | undefined;
  calls = 0;
  readonly #upstreamCalls: number;

  constructor({ requestId, timeoutMs, upstreamCalls, signal, clock = systemClock }: OperationOptions) {
    this.requestId = requestId;
    this.deadline = clock.now() + timeoutMs;
    this.#upstreamCalls = upstreamCalls;
    this.#callerSignal = signal;
    this.#stopTimer = clock.after(timeoutMs, this.#end);
    signal?.addEventListener('abort', this.#end, { once: true });
    if (signal?.aborted === true) this.#end();
  }

  /** Created on demand: only token requests use it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.hasEnded) this.#controller.abort();
    return this.#controller.signal;
  }

  takeCall(): boolean {
    if (this.calls >= this.#upstreamCalls) return false;
    this.calls++;
    return true;
  }

  onEnd(listener: OperationEndListener): Registration {
    return this.#listeners.add(listener);
  }

  dispose(): void {
    this.#stopTimer();
    this.#callerSignal?.removeEventListener('abort', this.#end);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  readonly #end = (): void => {
    this.hasEnded = true;
    for (let { first } = this.#listeners; first !== undefined; { first } = this.#listeners) {
      first.remove();
      first.value.operationEnded();
    }
    this.#controller?.abort();
  };
}
