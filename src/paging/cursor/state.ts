import { crc32 } from 'node:zlib';
import type { Direction, SortKey } from '../sort-key.js';
import type { Hint } from '../list/seek.js';

/** A short id of a source, the same at every replica: a number of 32 bits. */
export function sourceId(key: string): number {
  return crc32(key);
}

/** Bits of a source's id that form its hint id. Source hints whose ids collide are dropped. */
const SOURCE_HINT_BITS = 21;

export function sourceHintId(source: number): number {
  return source >>> (32 - SOURCE_HINT_BITS);
}

/** The position at which one source continues. It saves calls; without it the same rows are found. */
export interface SourceHint {
  /** The next row is not before this time, in walking order; `null`: there is no next row; absent: unknown. */
  readonly bound?: number | null | undefined;
  readonly hint?: Hint | undefined;
}

/** The state of a walk over any number of sources: the content of a cursor. */
export interface CursorState {
  /** Every row up to here was seen, in all sources but those in `lags`. */
  readonly sortKey: SortKey;
  /** The end of the newest time window, fixed for the whole walk. Milliseconds since 1970, a whole second. */
  readonly pin?: number | undefined;
  /** All that the walk read so far was read at this moment or later. Milliseconds since 1970. */
  readonly asOf?: number | undefined;
  /** Sources that could not be read and are at another sort key, by source id. Never dropped. */
  readonly lags: ReadonlyMap<number, SortKey>;
  /** Sources whose lists are out of order, by source id. Never dropped: without it rows would be skipped. */
  readonly outOfOrder: ReadonlySet<number>;
  /** The direction to which the source hints apply. */
  readonly direction: Direction;
  /** By source hint id. */
  readonly sourceHints: ReadonlyMap<number, SourceHint>;
  /** Hints for both directions, for a walk over a single source. */
  readonly hints?: { readonly forward?: Hint | undefined; readonly backward?: Hint | undefined } | undefined;
}
