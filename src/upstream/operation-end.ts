import type { Operation } from '../domain/operation.js';
import { Chain, type Link } from './linked-list.js';

/** Somebody who wants to know when an operation has ended. */
export interface OperationEndListener {
  part(): void;
}

/** All who wait on behalf of one operation. */
export class OperationEnd extends Chain<OperationEndListener> {
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
export function watch(operation: Operation, waiting: OperationEndListener): Link<OperationEndListener> {
  return operationEndOf(operation).add(waiting);
}

/** Whether the operation has ended: nothing more may be begun for it. */
export function hasEnded(operation: Operation): boolean {
  return operationEndOf(operation).isOver;
}

/**
 * An operation may make hundreds of calls, and a listener on its signal costs more than all other bookkeeping of a
 * call: so there is one party per operation, kept in its notes. Ours bring theirs along, and need no signal for it.
 */
function operationEndOf(operation: Operation): OperationEnd {
  const found = operation.notes.get(OperationEnd);
  if (found instanceof OperationEnd) return found;
  const { notes, signal } = operation;
  const operationEnd = new OperationEnd();
  notes.set(OperationEnd, operationEnd);
  if (signal.aborted) operationEnd.part();
  signal.addEventListener(
    'abort',
    () => {
      operationEnd.part();
    },
    { once: true },
  );
  return operationEnd;
}
