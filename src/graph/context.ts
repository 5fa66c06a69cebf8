import type { Operation } from '../domain/operation.js';

/** What every resolver of one operation shares. */
export interface GraphContext {
  readonly operation: Operation;
}
