import type { Operation } from '../domain/operation.js';
import type { Clock } from './clock.js';
import { AbandonedFault } from './faults.js';
import type { Partings, Waiting } from './partings.js';
import type { UpstreamResult } from './upstream.js';

export type Answer = UpstreamResult | 'refused';

export interface SharedCallOptions {
  /** Who asked first and pays. */
  readonly operation: Operation;
  readonly partings: Partings;
  readonly clock: Clock;
  /** Everyone has gone: nobody may join any more. */
  readonly onAbandoned: (call: SharedCall) => void;
  /** What someone is told who has to go before the answer. */
  readonly partingError: () => Error;
}

/**
 * One real call and everyone who waits for its answer. To those below it is the operation on whose behalf they work:
 * it lasts as long as the last of them, so that one who goes does not take the others' answer away.
 */
export class SharedCall implements Operation {
  readonly requestId: string;
  readonly notes: Map<unknown, unknown>;
  readonly #options: SharedCallOptions;
  readonly #sharers = new Set<Sharer>();
  #controller: AbortController | undefined;
  #undo: (() => void) | undefined;
  #over = false;

  constructor(options: SharedCallOptions) {
    this.requestId = options.operation.requestId;
    this.notes = options.operation.notes;
    this.#options = options;
  }

  join(operation: Operation): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sharer = new Sharer(this, operation, resolve, reject);
      this.#sharers.add(sharer);
      this.#options.partings.watch(operation, sharer);
    });
  }

  resolve(answer: Answer): void {
    this.#over = true;
    for (const sharer of this.#sharers) this.#remove(sharer).resolve(answer);
  }

  reject(error: unknown): void {
    this.#over = true;
    for (const sharer of this.#sharers) this.#remove(sharer).reject(error);
  }

  /** One of them goes, told why; with the last one the call itself ends. */
  dismiss(sharer: Sharer, error: Error = this.#options.partingError()): void {
    this.#remove(sharer).reject(error);
    if (this.#sharers.size === 0) this.#abandon();
  }

  /**
   * Waits for one thing. `begin` starts it and returns what stops it; that is called when everyone has gone, and the
   * wait rejects with an AbandonedFault.
   */
  wait<T>(begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      this.throwIfOver();
      const undo = begin(resolve, reject);
      this.#undo = () => {
        undo();
        reject(new AbandonedFault());
      };
    });
  }

  /** Sleeps; whose deadline comes first is not kept waiting for nothing but told `error` at once. */
  sleep(ms: number, error: () => Error): Promise<void> {
    const until = this.#options.clock.now() + ms;
    for (const sharer of this.#sharers) if (sharer.operation.deadline <= until) this.dismiss(sharer, error());
    return this.wait((resolve) => this.#options.clock.after(ms, resolve));
  }

  throwIfOver(): void {
    if (this.#over) throw new AbandonedFault();
  }

  get deadline(): number {
    let deadline = 0;
    for (const sharer of this.#sharers) deadline = Math.max(deadline, sharer.operation.deadline);
    return deadline;
  }

  /** Made on demand: only a token's purchase asks for it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#over) this.#controller.abort();
    return this.#controller.signal;
  }

  takeCall(): boolean {
    return this.#options.operation.takeCall();
  }

  #abandon(): void {
    this.#over = true;
    this.#options.onAbandoned(this);
    this.#undo?.();
    this.#controller?.abort();
  }

  #remove(sharer: Sharer): Sharer {
    this.#sharers.delete(sharer);
    this.#options.partings.forget(sharer.operation, sharer);
    return sharer;
  }
}

class Sharer implements Waiting {
  constructor(
    readonly call: SharedCall,
    readonly operation: Operation,
    readonly resolve: (answer: Answer) => void,
    readonly reject: (error: unknown) => void,
  ) {}

  part(): void {
    this.call.dismiss(this);
  }
}
