import type { CallScope, Operation, OperationEndListener, Registration } from '../domain/operation.js';
import type { Clock } from './clock.js';
import { NoAttemptError } from './errors/failures.js';
import type { CallResult } from './upstream.js';

/** The common parts of all calls of an account. */
export interface CallOwner {
  readonly clock: Clock;
  /** Every caller has gone: no other may join the call. */
  cancelled(call: SharedCall): void;
  /** Error for a caller that disconnects or reaches its deadline before the response arrives. */
  callerGoneError(): Error;
}

/**
 * One upstream call and all callers that wait for its result. To the layers below it stands for an operation that lasts
 * until the last caller has gone, so that one who leaves does not end the call for the others.
 */
export class SharedCall implements CallScope {
  readonly requestId: string;
  readonly key: string;
  /** The operation that started the call and pays for it. */
  readonly initiator: Operation;
  readonly #owner: CallOwner;
  #waiters: Waiter[] = [];
  #controller: AbortController | undefined;
  #stopWaiting: (() => void) | undefined;
  #isOver = false;

  /** `key`: the same for equal requests. */
  constructor(owner: CallOwner, key: string, initiator: Operation) {
    this.requestId = initiator.requestId;
    this.key = key;
    this.initiator = initiator;
    this.#owner = owner;
  }

  join(operation: Operation): Promise<CallResult> {
    return new Promise((resolve, reject) => {
      const waiter = new Waiter(this, operation, resolve, reject);
      // Nearly all calls have one waiter, and an empty array reserves room for sixteen when it grows.
      if (this.#waiters.length === 0) this.#waiters = [waiter];
      else this.#waiters.push(waiter);
    });
  }

  resolve(result: CallResult): void {
    for (const waiter of this.#end()) waiter.resolve(result);
  }

  reject(error: unknown): void {
    for (const waiter of this.#end()) waiter.reject(error);
  }

  /** Removes one waiter, which gets `error`. Without waiters the call is cancelled. */
  dismiss(waiter: Waiter, error = this.#owner.callerGoneError()): void {
    waiter.registration.remove();
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    waiter.reject(error);
    if (this.#waiters.length === 0) this.#cancel();
  }

  /**
   * Waits for one event. `begin` starts it and returns what stops it, for when the call is cancelled: the wait then
   * rejects with a NoAttemptError.
   */
  wait<T>(begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      this.throwIfOver();
      const stop = begin(resolve, reject);
      // A named constant: V8 allocates a function literal that is assigned to a property in old space, where it keeps
      // all that it references (here the response) alive until the next full collection.
      const stopWaiting = () => {
        stop();
        reject(new NoAttemptError('caller-gone'));
      };
      this.#stopWaiting = stopWaiting;
    });
  }

  /** Sleeps. Waiters whose deadline is earlier get `error` at once. */
  sleep(ms: number, error: () => Error): Promise<void> {
    const until = this.#owner.clock.now() + ms;
    for (const waiter of this.#waiters) if (waiter.operation.deadline <= until) this.dismiss(waiter, error());
    return this.wait((resolve) => this.#owner.clock.after(ms, resolve));
  }

  throwIfOver(): void {
    if (this.#isOver) throw new NoAttemptError('caller-gone');
  }

  get deadline(): number {
    let deadline = 0;
    for (const waiter of this.#waiters) deadline = Math.max(deadline, waiter.operation.deadline);
    return deadline;
  }

  /** Created on demand: only token requests use it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isOver) this.#controller.abort();
    return this.#controller.signal;
  }

  takeCall(): boolean {
    return this.initiator.takeCall();
  }

  #cancel(): void {
    this.#isOver = true;
    this.#owner.cancelled(this);
    this.#stopWaiting?.();
    this.#controller?.abort();
  }

  #end(): readonly Waiter[] {
    const waiters = this.#waiters;
    this.#isOver = true;
    this.#waiters = [];
    for (const waiter of waiters) waiter.registration.remove();
    return waiters;
  }
}

/** One caller of a shared call. */
class Waiter implements OperationEndListener {
  readonly registration: Registration;

  constructor(
    readonly call: SharedCall,
    readonly operation: Operation,
    readonly resolve: (result: CallResult) => void,
    readonly reject: (error: unknown) => void,
  ) {
    this.registration = operation.onEnd(this);
  }

  operationEnded(): void {
    this.call.dismiss(this);
  }
}
