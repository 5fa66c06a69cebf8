import { BadInputError } from '../../domain/errors.js';
import type { CursorState } from '../../paging/cursor/state.js';
import { nextSecond } from '../../paging/merge/window-sequence.js';
import type { SortKey } from '../../paging/sort-key.js';
import type { Store } from '../../store/store.js';
import type { GraphContext } from '../context.js';

/** How one page may use stored copies. Times are milliseconds since 1970. */
export interface StoreUse {
  readonly store: Store;
  /** Copies whose reading began at this moment or later may be used. */
  readonly cutoff: number;
  /** When the page began: live readings count from here. */
  readonly startedAt: number;
  /** The end of the newest time window of the walk. */
  readonly pin: number;
  /** Sources that have another position than the walk in its cursor. */
  readonly lags: ReadonlyMap<number, SortKey>;
}

/** How old the data of a connection may be, in seconds. */
export interface StalenessArguments {
  readonly maxStaleness?: number | null | undefined;
  /** What holds for the connection above, if there is one. */
  readonly inheritedStaleness?: number | undefined;
}

/**
 * The maximum age of data in seconds: as requested, else as for the connection above, else as configured. 0: the
 * providers are called now.
 */
export function toStalenessSeconds(
  { maxStaleness, inheritedStaleness }: StalenessArguments,
  { maxStalenessSeconds }: GraphContext,
): number {
  if (typeof maxStaleness === 'number' && maxStaleness < 0) {
    throw new BadInputError(`Argument "maxStaleness" must be 0 or more, not ${maxStaleness}.`);
  }
  return maxStaleness ?? inheritedStaleness ?? maxStalenessSeconds;
}

/** Copies of this time or later are young enough. A list that was never read has the time 0, which is too old at any age. */
export function cutoffAt(now: number, maxAgeSeconds: number): number {
  return Math.max(now - maxAgeSeconds * 1000, 1);
}

/**
 * `undefined`: the page is read live. A further page uses only copies that are as new as the walk: rows between two
 * ages would be lost. A cursor from before there was a store does not say how new that is.
 */
export function toStoreUse(
  store: Store,
  seconds: number,
  state: CursorState | undefined,
  now: number,
): StoreUse | undefined {
  if (state && state.asOf === undefined) return undefined;
  return {
    store,
    cutoff: Math.max(cutoffAt(now, seconds), state?.asOf ?? 0),
    startedAt: now,
    pin: state?.pin ?? nextSecond(now),
    lags: state?.lags ?? new Map(),
  };
}
