import type { Operation } from '../domain/operation.js';
import type { Clock } from './clock.js';
import { AbandonedFault } from './errors/transport-errors.js';
import type { Link } from './linked-list.js';
import { watch, type OperationEndListener } from './operation-end.js';
import type { UpstreamResult } from './upstream.js';

export type CallResult = UpstreamResult | 'refused';

/** What all calls of an account have in common. */
export interface CallHome {
  readonly clock: Clock;
  /** Everyone has gone: nobody may join any more. */
  abandon(call: SharedCall): void;
  /** What someone is told who has to go before the answer. */
  abandonedError(): Error;
}

/**
 * One real call and everyone who waits for its answer. To those below it is the operation on whose behalf they work:
 * it lasts as long as the last of them, so that one who goes does not take the others' answer away.
 */
export class SharedCall implements Operation {
  readonly requestId: string;
  readonly notes: Map<unknown, unknown>;
  readonly key: string;
  readonly #home: CallHome;
  readonly #payer: Operation;
  #sharers: Sharer[] = [];
  #controller: AbortController | undefined;
  #undo: (() => void) | undefined;
  #over = false;

  /** `key` tells equal questions; `payer` is who asked first. */
  constructor(home: CallHome, key: string, payer: Operation) {
    this.requestId = payer.requestId;
    this.notes = payer.notes;
    this.key = key;
    this.#home = home;
    this.#payer = payer;
  }

  join(operation: Operation): Promise<CallResult> {
    return new Promise((resolve, reject) => {
      const sharer = new Sharer(this, operation, resolve, reject);
      // Nearly all calls have one: an empty array that grows keeps room for sixteen more.
      if (this.#sharers.length === 0) this.#sharers = [sharer];
      else this.#sharers.push(sharer);
    });
  }

  resolve(answer: CallResult): void {
    for (const sharer of this.#end()) sharer.resolve(answer);
  }

  reject(error: unknown): void {
    for (const sharer of this.#end()) sharer.reject(error);
  }

  /** One of them goes, told why; with the last one the call itself ends. */
  dismiss(sharer: Sharer, error = this.#home.abandonedError()): void {
    sharer.watch.remove();
    this.#sharers = this.#sharers.filter((other) => other !== sharer);
    sharer.reject(error);
    if (this.#sharers.length === 0) this.#abandon();
  }

  /**
   * Waits for one thing. `begin` starts it and returns what stops it; that is called when everyone has gone, and the
   * wait rejects with an AbandonedFault.
   */
  wait<T>(begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      this.throwIfOver();
      const stop = begin(resolve, reject);
      // By its own name: V8 puts a function that is written down in an assignment to a property among the old objects,
      // where it holds on to all that it can reach, here the answer, until everything is collected.
      const undo = () => {
        stop();
        reject(new AbandonedFault());
      };
      this.#undo = undo;
    });
  }

  /** Sleeps; whose deadline comes first is not kept waiting for nothing but told `error` at once. */
  sleep(ms: number, error: () => Error): Promise<void> {
    const until = this.#home.clock.now() + ms;
    for (const sharer of this.#sharers) if (sharer.operation.deadline <= until) this.dismiss(sharer, error());
    return this.wait((resolve) => this.#home.clock.after(ms, resolve));
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
    return this.#payer.takeCall();
  }

  #abandon(): void {
    this.#over = true;
    this.#home.abandon(this);
    this.#undo?.();
    this.#controller?.abort();
  }

  #end(): readonly Sharer[] {
    const sharers = this.#sharers;
    this.#over = true;
    this.#sharers = [];
    for (const sharer of sharers) sharer.watch.remove();
    return sharers;
  }
}

class Sharer implements OperationEndListener {
  readonly watch: Link<OperationEndListener>;

  constructor(
    readonly call: SharedCall,
    readonly operation: Operation,
    readonly resolve: (answer: CallResult) => void,
    readonly reject: (error: unknown) => void,
  ) {
    this.watch = watch(operation, this);
  }

  part(): void {
    this.call.dismiss(this);
  }
}
