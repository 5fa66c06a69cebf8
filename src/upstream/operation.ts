import type { Operation } from '../domain/operation.js';
import { systemClock, type Clock } from './clock.js';
import { OperationEnd } from './operation-end.js';

export interface OperationOptions {
  readonly requestId: string;
  /** `limits.requestTimeoutMs`: everything is answered within it. */
  readonly timeoutMs: number;
  /** `limits.upstreamCalls`. */
  readonly upstreamCalls: number;
  /** Aborted when the caller has gone. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** An operation whose time runs until it is disposed of, which its owner must do when it has been answered. */
export interface RunningOperation extends Operation, Disposable {
  /** Stops the clock and lets go of the caller's signal; calls still under way go on. */
  dispose(): void;
}

/** Starts the time of one GraphQL operation. */
export function createOperation(options: OperationOptions): RunningOperation {
  return new TimedOperation(options);
}

class TimedOperation implements RunningOperation {
  readonly requestId: string;
  readonly deadline: number;
  readonly notes: Map<unknown, unknown>;
  readonly #operationEnd = new OperationEnd();
  readonly #caller: AbortSignal | undefined;
  readonly #stop: () => void;
  #controller: AbortController | undefined;
  #calls: number;

  constructor({ requestId, timeoutMs, upstreamCalls, signal, clock = systemClock }: OperationOptions) {
    this.requestId = requestId;
    this.deadline = clock.now() + timeoutMs;
    this.notes = new Map([[OperationEnd, this.#operationEnd]]);
    this.#calls = upstreamCalls;
    this.#caller = signal;
    this.#stop = clock.after(timeoutMs, this.#end);
    signal?.addEventListener('abort', this.#end, { once: true });
    if (signal?.aborted === true) this.#end();
  }

  /** Made on demand: only a token's purchase asks for it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#operationEnd.isOver) this.#controller.abort();
    return this.#controller.signal;
  }

  takeCall(): boolean {
    return this.#calls-- > 0;
  }

  dispose(): void {
    this.#stop();
    this.#caller?.removeEventListener('abort', this.#end);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  readonly #end = (): void => {
    this.#operationEnd.part();
    this.#controller?.abort();
  };
}
