import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../store/database.js';
import type { Store } from '../store/store.js';

/** Milliseconds between two attempts. */
const RETRY_MS = 200;
/** A statement that is too slow for this long fails: its data may be too much for the database at any time. */
const SLOW_MS = 30_000;

/**
 * The same store for the response to one change. A change is sent once, so its response waits while the database cannot
 * be reached, and for some time while it is slow.
 */
export function untilUsable(store: Store, signal: AbortSignal, slowMs = SLOW_MS): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]): Promise<unknown> => {
        const slowUntil = performance.now() + slowMs;
        for (;;) {
          try {
            return (await Reflect.apply(member, target, parameters)) as unknown;
          } catch (error) {
            if (!(error instanceof StoreError)) throw error;
            if (error.isTimeout ? performance.now() > slowUntil : !error.isConnection) throw error;
            await sleep(RETRY_MS, undefined, { signal });
          }
        }
      };
    },
  });
}
