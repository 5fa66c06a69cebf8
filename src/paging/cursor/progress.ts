import { type Direction, compareInDirection, further, type SortKey } from '../sort-key.js';
import { type SourceHint, sourceHintId, type CursorState, sourceId } from './state.js';
import type { SourceReader } from '../merge/source-reader.js';
import type { Hint } from '../list/seek.js';
import type { WalkPage } from '../merge/walk-page.js';

/** Sources whose feeds could not be listed: an account whose clusters are unknown. */
export interface UnlistedAccount {
  /** Identifies the group of sources; every source with this `space` belongs to it. */
  readonly space: string;
  readonly error: Error;
}

/** The name under which a cursor keeps the sort key for the sources of an account that could not be listed. */
export function unlistedKey(space: string): string {
  return `account:${space}`;
}

export function unlistedId(space: string): number {
  return sourceId(unlistedKey(space));
}

/** The state of a walk after a page, at any of the page's rows: the content of the page's cursors. */
export class Progress<T> {
  readonly #reached: SortKey | undefined;

  constructor(
    readonly direction: Direction,
    readonly resumedFrom: CursorState | undefined,
    readonly start: SortKey,
    readonly page: WalkPage<T>,
    readonly unlisted: readonly UnlistedAccount[],
    readonly pin: number | undefined,
    readonly asOf: number | undefined,
  ) {
    this.#reached = page.frontier ?? page.entries.at(-1);
  }

  /** Whether any source is further on now than at the start of the page. */
  get hasMoved(): boolean {
    return this.page.readers.some(
      (reader) => compareInDirection(this.direction, this.#sortKeyOf(reader, this.#reached), reader.start.sortKey) > 0,
    );
  }

  /** The cursor state behind the page's last row, or behind the last row that was searched. */
  end(): CursorState {
    return this.#at(this.#reached, this.direction);
  }

  /**
   * The cursor state at one of the page's rows. `isFirst`: a caller may page back from this row, so its cursor has
   * source hints for the opposite direction.
   */
  atRow(sortKey: SortKey, isFirst: boolean): CursorState {
    if (sortKey === this.#reached) return this.end();
    return this.#at(
      { time: sortKey.time, tiebreaker: sortKey.tiebreaker },
      isFirst ? opposite(this.direction) : undefined,
    );
  }

  #at(sortKey: SortKey | undefined, sourceHintsFor: Direction | undefined): CursorState {
    const sortKeys = new Map(this.page.readers.map((reader) => [reader, this.#sortKeyOf(reader, sortKey)]));
    const main = this.#mainOf(sortKeys);
    const direction = sourceHintsFor ?? this.direction;
    return {
      sortKey: main,
      pin: this.pin,
      asOf: this.asOf,
      lags: this.#lags(sortKeys, main),
      outOfOrder: this.#outOfOrder(),
      direction,
      sourceHints:
        sourceHintsFor && this.page.readers.length > 1 ? this.#sourceHints(sortKeys, main, direction) : new Map(),
      hints: this.#hints(main),
    };
  }

  /** The sort key of most sources: the main source's, or the furthest one of those that could be read, if any could. */
  #mainOf(sortKeys: ReadonlyMap<SourceReader<T>, SortKey>): SortKey {
    const readable = [...sortKeys].filter(([reader]) => !reader.failure);
    const main = readable.find(([reader]) => reader.source.isMain === true);
    if (main) return main[1];
    const [first, ...others] = (readable.length > 0 ? readable : [...sortKeys]).map(([, sortKey]) => sortKey);
    return others.reduce((a, b) => further(this.direction, a, b), first ?? this.resumedFrom?.sortKey ?? this.start);
  }

  /** A source that was read is at the page's sort key, unless it was further on already. One that failed stays. */
  #sortKeyOf(reader: SourceReader<T>, sortKey: SortKey | undefined): SortKey {
    const { sortKey: before } = reader.start;
    const reached = sortKey ? further(this.direction, before, sortKey) : before;
    if (!reader.failure) return reached;
    if (sortKey === this.#reached && !reader.head) return reader.position;
    return compareInDirection(this.direction, reader.position, reached) > 0 ? reached : reader.position;
  }

  #lags(sortKeys: ReadonlyMap<SourceReader<T>, SortKey>, main: SortKey): Map<number, SortKey> {
    const lags = new Map(this.#unseenLags());
    for (const [reader, sortKey] of sortKeys) {
      if (!isSame(sortKey, main)) lags.set(sourceId(reader.source.feed.key), sortKey);
    }
    for (const { space } of this.unlisted) {
      const id = unlistedId(space);
      const sortKey = this.resumedFrom?.lags.get(id) ?? this.resumedFrom?.sortKey ?? this.start;
      if (!isSame(sortKey, main)) lags.set(id, sortKey);
    }
    return lags;
  }

  /**
   * While an account cannot be listed, its sources are unknown: sort keys from the last cursor that may be theirs are
   * kept.
   */
  #unseenLags(): readonly [number, SortKey][] {
    if (!this.resumedFrom || this.unlisted.length === 0) return [];
    const seen = new Set(
      this.page.readers.flatMap(({ source }) => [sourceId(source.feed.key), unlistedId(source.space)]),
    );
    return [...this.resumedFrom.lags].filter(([id]) => !seen.has(id));
  }

  #outOfOrder(): Set<number> {
    const ids = this.unlisted.length > 0 ? new Set(this.resumedFrom?.outOfOrder) : new Set<number>();
    for (const reader of this.page.readers) {
      const id = sourceId(reader.source.feed.key);
      if (reader.isOutOfOrder ?? reader.start.isOutOfOrder) ids.add(id);
      else ids.delete(id);
    }
    return ids;
  }

  #sourceHints(
    sortKeys: ReadonlyMap<SourceReader<T>, SortKey>,
    main: SortKey,
    direction: Direction,
  ): Map<number, SourceHint> {
    const sourceHints = new Map<number, SourceHint>();
    const seen = new Set<number>();
    for (const [reader, sortKey] of sortKeys) {
      const id = sourceHintId(sourceId(reader.source.feed.key));
      if (seen.has(id)) sourceHints.delete(id);
      else if (isSame(sortKey, main)) sourceHints.set(id, this.#sourceHint(reader, main, direction));
      seen.add(id);
    }
    return sourceHints;
  }

  #sourceHint(reader: SourceReader<T>, main: SortKey, direction: Direction): SourceHint {
    const hint = reader.isRead
      ? reader.hintAt(direction, main)
      : carriedHint(reader.start.hint, reader.start.sortKey, main);
    if (direction !== this.direction) return { hint: reader.isRead ? hint : undefined };
    if (!reader.head && reader.ended === 'end') return { bound: null };
    const isKnown = reader.isRead || reader.start.bound !== undefined;
    return { hint, bound: reader.head?.time ?? (isKnown ? reader.optimistic.time : undefined) };
  }

  #hints(main: SortKey): CursorState['hints'] {
    const [only, ...others] = this.page.readers;
    if (!only?.isRead || others.length > 0) return undefined;
    return { forward: only.hintAt('forward', main), backward: only.hintAt('backward', main) };
  }
}

/** The hint of a list that was not read in this page. The walk moved to a time at which the list may have rows. */
function carriedHint(hint: Hint | undefined, from: SortKey, to: SortKey): Hint | undefined {
  return hint && from.time !== to.time ? { ...hint, rest: true } : hint;
}

function isSame(a: SortKey, b: SortKey): boolean {
  return a.time === b.time && a.tiebreaker === b.tiebreaker;
}

function opposite(direction: Direction): Direction {
  return direction === 'forward' ? 'backward' : 'forward';
}
