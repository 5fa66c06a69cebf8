import type { Operation } from '../domain/operation.js';
import { systemClock, type Clock } from './clock.js';

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
  const { requestId, timeoutMs, signal: caller, clock = systemClock } = options;
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  const stop = clock.after(timeoutMs, abort);
  caller?.addEventListener('abort', abort, { once: true });
  if (caller?.aborted === true) abort();
  let calls = options.upstreamCalls;
  const dispose = () => {
    stop();
    caller?.removeEventListener('abort', abort);
  };
  return {
    requestId,
    signal: controller.signal,
    deadline: clock.now() + timeoutMs,
    notes: new Map(),
    takeCall: () => calls-- > 0,
    dispose,
    [Symbol.dispose]: dispose,
  };
}
