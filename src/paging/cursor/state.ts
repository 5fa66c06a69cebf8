import { crc32 } from 'node:zlib';
import type { Direction, SortKey } from '../sort-key.js';
import type { Hint } from '../list/seek.js';

/** A short name of a source, the same at every replica: a number of 32 bits. */
export function sourceId(key: string): number {
  return crc32(key);
}

/** Bits of a source's name under which its clue is kept. Clues of two sources that meet there are dropped. */
const SOURCE_HINT_BITS = 21;

export function sourceHintId(source: number): number {
  return source >>> (32 - SOURCE_HINT_BITS);
}

/** What helps to go on quickly in one source. Without it everything is still found. */
export interface SourceHint {
  /** The next row is not met before this time; `null`: there is no next row; absent: not known. */
  readonly bound?: number | null | undefined;
  readonly hint?: Hint | undefined;
}

/** Where a walk over any number of sources stands: what a cursor says. */
export interface CursorState {
  /** Everything up to here was seen, in all sources but those that lag. */
  readonly sortKey: SortKey;
  /** The end of the newest time window; it stays for a whole walk. Milliseconds since 1970, a whole second. */
  readonly pin?: number | undefined;
  /** All that the walk read so far was read at this moment or later. Milliseconds since 1970. */
  readonly asOf?: number | undefined;
  /** Sources that could not be read and stand elsewhere, by source id. Never dropped. */
  readonly lags: ReadonlyMap<number, SortKey>;
  /** Sources whose lists are out of order, by source id. Never dropped: without it rows would be passed over. */
  readonly outOfOrder: ReadonlySet<number>;
  /** The direction in which the clues help. */
  readonly direction: Direction;
  /** By clue id. */
  readonly sourceHints: ReadonlyMap<number, SourceHint>;
  /** Of a walk over a single source: hints for both directions. */
  readonly hints?: { readonly forward?: Hint | undefined; readonly backward?: Hint | undefined } | undefined;
}
