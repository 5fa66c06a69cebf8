import { type Direction, compareInDirection, further, type SortKey } from '../sort-key.js';
import { type SourceHint, sourceHintId, type CursorState, sourceId } from './state.js';
import type { SourceReader } from '../merge/source-reader.js';
import type { Hint } from '../list/seek.js';
import type { WalkPage } from '../merge/walk-page.js';

/** Sources whose feeds could not even be listed: an account whose clusters are unknown. */
export interface UnlistedAccount {
  /** Names the group of sources; those with this `space` belong to it. */
  readonly space: string;
  readonly error: Error;
}

/** Where a source stands that belongs to an account that could not be listed. */
export function unlistedId(space: string): number {
  return sourceId(`account:${space}`);
}

/** Where a walk stands after a page, seen from any of its places: what the page's cursors are made of. */
export class Progress<T> {
  readonly #arrived: SortKey | undefined;

  constructor(
    readonly direction: Direction,
    readonly origin: CursorState | undefined,
    readonly start: SortKey,
    readonly page: WalkPage<T>,
    readonly unlisted: readonly UnlistedAccount[],
    readonly pin: number | undefined,
    readonly asOf: number | undefined,
  ) {
    this.#arrived = page.frontier ?? page.entries.at(-1);
  }

  /** Whether any source stands further on now than when the page was asked for. */
  get hasMoved(): boolean {
    return this.page.readers.some(
      (reader) => compareInDirection(this.direction, this.#placeOf(reader, this.#arrived), reader.start.sortKey) > 0,
    );
  }

  /** The position behind the page's last row, or behind what was searched. */
  end(): CursorState {
    return this.#at(this.#arrived, this.direction);
  }

  /** The position of one of the page's rows; with clues where the page ends and a walk may turn. */
  atRow(sortKey: SortKey, turning: boolean): CursorState {
    if (sortKey === this.#arrived) return this.end();
    return this.#at(
      { time: sortKey.time, tiebreaker: sortKey.tiebreaker },
      turning ? opposite(this.direction) : undefined,
    );
  }

  #at(sortKey: SortKey | undefined, sourceHintsFor: Direction | undefined): CursorState {
    const sortKeys = new Map(this.page.readers.map((reader) => [reader, this.#placeOf(reader, sortKey)]));
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

  /** Where most sources stand: the furthest place of those that could be read, if any could. */
  #mainOf(sortKeys: ReadonlyMap<SourceReader<T>, SortKey>): SortKey {
    const readable = [...sortKeys].filter(([reader]) => !reader.failure);
    const [first, ...others] = (readable.length > 0 ? readable : [...sortKeys]).map(([, sortKey]) => sortKey);
    return others.reduce((a, b) => further(this.direction, a, b), first ?? this.origin?.sortKey ?? this.start);
  }

  /** A source that was read stands where the page stands, unless it was further already; one that failed stays. */
  #placeOf(reader: SourceReader<T>, sortKey: SortKey | undefined): SortKey {
    const { sortKey: before } = reader.start;
    const stands = sortKey ? further(this.direction, before, sortKey) : before;
    if (!reader.failure) return stands;
    if (sortKey === this.#arrived && !reader.head) return reader.position;
    return compareInDirection(this.direction, reader.position, stands) > 0 ? stands : reader.position;
  }

  #lags(sortKeys: ReadonlyMap<SourceReader<T>, SortKey>, main: SortKey): Map<number, SortKey> {
    const lags = new Map(this.#unseenLags());
    for (const [reader, sortKey] of sortKeys) {
      if (!isSame(sortKey, main)) lags.set(sourceId(reader.source.feed.key), sortKey);
    }
    for (const { space } of this.unlisted) {
      const id = unlistedId(space);
      const sortKey = this.origin?.lags.get(id) ?? this.origin?.sortKey ?? this.start;
      if (!isSame(sortKey, main)) lags.set(id, sortKey);
    }
    return lags;
  }

  /** While an account cannot be listed, nobody knows which of the places kept so far are those of its sources. */
  #unseenLags(): readonly [number, SortKey][] {
    if (!this.origin || this.unlisted.length === 0) return [];
    const seen = new Set(
      this.page.readers.flatMap(({ source }) => [sourceId(source.feed.key), unlistedId(source.space)]),
    );
    return [...this.origin.lags].filter(([id]) => !seen.has(id));
  }

  #outOfOrder(): Set<number> {
    const known = this.unlisted.length > 0 ? new Set(this.origin?.outOfOrder) : new Set<number>();
    for (const reader of this.page.readers) {
      const id = sourceId(reader.source.feed.key);
      if (reader.isOutOfOrder ?? reader.start.isOutOfOrder) known.add(id);
      else known.delete(id);
    }
    return known;
  }

  #sourceHints(
    sortKeys: ReadonlyMap<SourceReader<T>, SortKey>,
    main: SortKey,
    direction: Direction,
  ): Map<number, SourceHint> {
    const sourceHints = new Map<number, SourceHint>();
    const met = new Set<number>();
    for (const [reader, sortKey] of sortKeys) {
      const id = sourceHintId(sourceId(reader.source.feed.key));
      if (met.has(id)) sourceHints.delete(id);
      else if (isSame(sortKey, main)) sourceHints.set(id, this.#sourceHint(reader, main, direction));
      met.add(id);
    }
    return sourceHints;
  }

  #sourceHint(reader: SourceReader<T>, main: SortKey, direction: Direction): SourceHint {
    const hint = reader.isRead
      ? reader.hintAt(direction, main)
      : carried(reader.start.hint, reader.start.sortKey, main);
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

/** The hint of a list that was not read, after the walk went on elsewhere: to a time at which it may have rows. */
function carried(hint: Hint | undefined, from: SortKey, to: SortKey): Hint | undefined {
  return hint && from.time !== to.time ? { ...hint, rest: true } : hint;
}

function isSame(a: SortKey, b: SortKey): boolean {
  return a.time === b.time && a.tiebreaker === b.tiebreaker;
}

function opposite(direction: Direction): Direction {
  return direction === 'forward' ? 'backward' : 'forward';
}
