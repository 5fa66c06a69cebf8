import type { Operation } from '../domain/operation.js';
import { Chain, type Link } from './chain.js';

/** Somebody who wants to know when an operation has ended. */
export interface Waiting {
  part(): void;
}

/** All who wait on behalf of one operation. */
class Party extends Chain<Waiting> {
  part(): void {
    for (let { first } = this; first !== undefined; { first } = this) {
      first.remove();
      first.value.part();
    }
  }
}

/**
 * Tells `waiting` when the operation ends, until it is removed. An operation may make hundreds of calls, and a listener
 * on its signal costs more than all other bookkeeping of a call: so there is one per operation, kept in its notes.
 */
export function watch(operation: Operation, waiting: Waiting): Link<Waiting> {
  const found = operation.notes.get(Party);
  if (found instanceof Party) return found.add(waiting);
  const party = new Party();
  operation.notes.set(Party, party);
  operation.signal.addEventListener(
    'abort',
    () => {
      party.part();
    },
    { once: true },
  );
  return party.add(waiting);
}
