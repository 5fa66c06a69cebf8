import { type Direction, compareInDirection, further, type Place } from '../sort-key.js';
import { type Clue, clueId, type Position, sourceId } from './state.js';
import type { Reader } from '../merge/feed-reader.js';
import type { Hint } from '../list/seek.js';
import type { WalkPage } from '../merge/walk.js';

/** Sources whose feeds could not even be listed: an account whose clusters are unknown. */
export interface BlindSpot {
  /** Names the group of sources; those with this `space` belong to it. */
  readonly space: string;
  readonly error: Error;
}

/** Where a source stands that belongs to an account that could not be listed. */
export function blindId(space: string): number {
  return sourceId(`account:${space}`);
}

/** Where a walk stands after a page, seen from any of its places: what the page's cursors are made of. */
export class Progress<T> {
  readonly #arrived: Place | undefined;

  constructor(
    readonly direction: Direction,
    readonly origin: Position | undefined,
    readonly start: Place,
    readonly page: WalkPage<T>,
    readonly blind: readonly BlindSpot[],
    readonly pin: number | undefined,
  ) {
    this.#arrived = page.frontier ?? page.entries.at(-1);
  }

  /** Whether any source stands further on now than when the page was asked for. */
  get hasMoved(): boolean {
    return this.page.readers.some(
      (reader) => compareInDirection(this.direction, this.#placeOf(reader, this.#arrived), reader.start.place) > 0,
    );
  }

  /** The position behind the page's last row, or behind what was searched. */
  end(): Position {
    return this.#at(this.#arrived, this.direction);
  }

  /** The position of one of the page's rows; with clues where the page ends and a walk may turn. */
  atRow(place: Place, turning: boolean): Position {
    if (place === this.#arrived) return this.end();
    return this.#at({ time: place.time, tie: place.tie }, turning ? opposite(this.direction) : undefined);
  }

  #at(place: Place | undefined, cluesFor: Direction | undefined): Position {
    const places = new Map(this.page.readers.map((reader) => [reader, this.#placeOf(reader, place)]));
    const main = this.#mainOf(places);
    const direction = cluesFor ?? this.direction;
    return {
      place: main,
      pin: this.pin,
      lags: this.#lags(places, main),
      outOfOrder: this.#outOfOrder(),
      direction,
      clues: cluesFor && this.page.readers.length > 1 ? this.#clues(places, main, direction) : new Map(),
      hints: this.#hints(main),
    };
  }

  /** Where most sources stand: the furthest place of those that could be read, if any could. */
  #mainOf(places: ReadonlyMap<Reader<T>, Place>): Place {
    const readable = [...places].filter(([reader]) => !reader.failure);
    const [first, ...others] = (readable.length > 0 ? readable : [...places]).map(([, place]) => place);
    return others.reduce((a, b) => further(this.direction, a, b), first ?? this.origin?.place ?? this.start);
  }

  /** A source that was read stands where the page stands, unless it was further already; one that failed stays. */
  #placeOf(reader: Reader<T>, place: Place | undefined): Place {
    const { place: before } = reader.start;
    const stands = place ? further(this.direction, before, place) : before;
    if (!reader.failure) return stands;
    if (place === this.#arrived && !reader.head) return reader.position;
    return compareInDirection(this.direction, reader.position, stands) > 0 ? stands : reader.position;
  }

  #lags(places: ReadonlyMap<Reader<T>, Place>, main: Place): Map<number, Place> {
    const lags = new Map(this.#unseenLags());
    for (const [reader, place] of places) {
      if (!isSame(place, main)) lags.set(sourceId(reader.source.feed.key), place);
    }
    for (const { space } of this.blind) {
      const id = blindId(space);
      const place = this.origin?.lags.get(id) ?? this.origin?.place ?? this.start;
      if (!isSame(place, main)) lags.set(id, place);
    }
    return lags;
  }

  /** While an account cannot be listed, nobody knows which of the places kept so far are those of its sources. */
  #unseenLags(): readonly [number, Place][] {
    if (!this.origin || this.blind.length === 0) return [];
    const seen = new Set(this.page.readers.flatMap(({ source }) => [sourceId(source.feed.key), blindId(source.space)]));
    return [...this.origin.lags].filter(([id]) => !seen.has(id));
  }

  #outOfOrder(): Set<number> {
    const known = this.blind.length > 0 ? new Set(this.origin?.outOfOrder) : new Set<number>();
    for (const reader of this.page.readers) {
      const id = sourceId(reader.source.feed.key);
      if (reader.isOutOfOrder ?? reader.start.isOutOfOrder) known.add(id);
      else known.delete(id);
    }
    return known;
  }

  #clues(places: ReadonlyMap<Reader<T>, Place>, main: Place, direction: Direction): Map<number, Clue> {
    const clues = new Map<number, Clue>();
    const met = new Set<number>();
    for (const [reader, place] of places) {
      const id = clueId(sourceId(reader.source.feed.key));
      if (met.has(id)) clues.delete(id);
      else if (isSame(place, main)) clues.set(id, this.#clue(reader, main, direction));
      met.add(id);
    }
    return clues;
  }

  #clue(reader: Reader<T>, main: Place, direction: Direction): Clue {
    const hint = reader.isRead ? reader.hintAt(direction, main) : carried(reader.start.hint, reader.start.place, main);
    if (direction !== this.direction) return { hint: reader.isRead ? hint : undefined };
    if (!reader.head && reader.ended === 'end') return { bound: null };
    const isKnown = reader.isRead || reader.start.bound !== undefined;
    return { hint, bound: reader.head?.time ?? (isKnown ? reader.optimistic.time : undefined) };
  }

  #hints(main: Place): Position['hints'] {
    const [only, ...others] = this.page.readers;
    if (!only?.isRead || others.length > 0) return undefined;
    return { forward: only.hintAt('forward', main), backward: only.hintAt('backward', main) };
  }
}

/** The hint of a list that was not read, after the walk went on elsewhere: to a time at which it may have rows. */
function carried(hint: Hint | undefined, from: Place, to: Place): Hint | undefined {
  return hint && from.time !== to.time ? { ...hint, rest: true } : hint;
}

function isSame(a: Place, b: Place): boolean {
  return a.time === b.time && a.tie === b.tie;
}

function opposite(direction: Direction): Direction {
  return direction === 'forward' ? 'backward' : 'forward';
}
