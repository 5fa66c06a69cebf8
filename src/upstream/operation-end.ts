import type { Operation } from '../domain/operation.js';
import { Chain, type Link } from './linked-list.js';

/** Somebody who wants to know when an operation has ended. */
export interface Waiting {
  part(): void;
}

/** All who wait on behalf of one operation. */
export class Party extends Chain<Waiting> {
  isOver = false;

  part(): void {
    this.isOver = true;
    for (let { first } = this; first !== undefined; { first } = this) {
      first.remove();
      first.value.part();
    }
  }
}

/** Tells `waiting` when the operation ends, until it is removed. */
export function watch(operation: Operation, waiting: Waiting): Link<Waiting> {
  return partyOf(operation).add(waiting);
}

/** Whether the operation has ended: nothing more may be begun for it. */
export function hasEnded(operation: Operation): boolean {
  return partyOf(operation).isOver;
}

/**
 * An operation may make hundreds of calls, and a listener on its signal costs more than all other bookkeeping of a
 * call: so there is one party per operation, kept in its notes. Ours bring theirs along, and need no signal for it.
 */
function partyOf(operation: Operation): Party {
  const found = operation.notes.get(Party);
  if (found instanceof Party) return found;
  const { notes, signal } = operation;
  const party = new Party();
  notes.set(Party, party);
  if (signal.aborted) party.part();
  signal.addEventListener(
    'abort',
    () => {
      party.part();
    },
    { once: true },
  );
  return party;
}
