import type { Operation } from '../domain/operation.js';

/** Somebody who wants to know when an operation has ended. */
export interface Waiting {
  part(): void;
}

/** All who wait on behalf of one operation. */
class Party {
  readonly members = new Set<Waiting>();

  constructor(signal: AbortSignal) {
    const partAll = () => {
      for (const member of this.members) member.part();
    };
    signal.addEventListener('abort', partAll, { once: true });
  }
}

/**
 * Tells `waiting` when the operation ends, until `unwatch`. An operation may make hundreds of calls, and a listener on
 * its signal costs more than all other bookkeeping of a call: so there is one per operation, kept in its notes.
 */
export function watch(operation: Operation, waiting: Waiting): void {
  const found = operation.notes.get(Party);
  if (found instanceof Party) {
    found.members.add(waiting);
    return;
  }
  const party = new Party(operation.signal);
  operation.notes.set(Party, party);
  party.members.add(waiting);
}

export function unwatch(operation: Operation, waiting: Waiting): void {
  const party = operation.notes.get(Party);
  if (party instanceof Party) party.members.delete(waiting);
}
