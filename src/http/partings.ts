import type { Operation } from '../domain/operation.js';

/** Somebody who wants to know when an operation has ended. */
export interface Waiting {
  part(): void;
}

/**
 * Who waits on behalf of which operation. An operation may make hundreds of calls, and a listener on its signal costs
 * more than all other bookkeeping of a call: so there is one per operation, and the calls are in a set.
 */
export class Partings {
  readonly #waiting = new WeakMap<Operation, Set<Waiting>>();

  watch(operation: Operation, waiting: Waiting): void {
    (this.#waiting.get(operation) ?? this.#listen(operation)).add(waiting);
  }

  forget(operation: Operation, waiting: Waiting): void {
    this.#waiting.get(operation)?.delete(waiting);
  }

  #listen(operation: Operation): Set<Waiting> {
    const set = new Set<Waiting>();
    this.#waiting.set(operation, set);
    const partAll = () => {
      for (const waiting of set) waiting.part();
    };
    operation.signal.addEventListener('abort', partAll, { once: true });
    return set;
  }
}
