import type { Entry } from './entry.js';
import { compareInDirection, type Direction, type Place } from './order.js';
import { Reader } from './reader.js';
import type { Hint } from './seek.js';
import type { PagingSession } from './session.js';
import type { Source, TimeRange } from './source.js';
import { ListFault } from './fault.js';

/** Where a walk stands in one source. */
export interface Standing {
  readonly place: Place;
  readonly hint?: Hint | undefined;
  /** The next row is not met before this time; `null`: there is none. Absent: not known. */
  readonly bound?: number | null | undefined;
}

export interface WalkRequest<T> {
  readonly sources: readonly Source<T>[];
  readonly direction: Direction;
  /** Rows wanted. One more is looked for, to tell whether there is a next page. */
  readonly count: number;
  readonly range: TimeRange;
  readonly pin?: number | undefined;
  standing(source: Source<T>): Standing;
  readonly session: PagingSession;
}

/** One page of a walk, in walking order. */
export interface WalkPage<T> {
  readonly entries: readonly Entry<T>[];
  readonly hasMore: boolean;
  /** A search that ended its page early: everything up to here was looked at. */
  readonly frontier: Place | undefined;
  readonly readers: readonly Reader<T>[];
  /** What could not be read, and why. Its place is the reader's position. */
  readonly failures: ReadonlyMap<Reader<T>, Error>;
}

/** Merges any number of sources into one page. Reads only sources that can reach it. */
export async function walk<T>(request: WalkRequest<T>): Promise<WalkPage<T>> {
  const readers = request.sources.map((source) => toReader(request, source));
  const merge = new Merge(request, readers);
  const entries: Entry<T>[] = [];
  for (;;) {
    const next = merge.next();
    if (next) {
      const repeated = isRepeated(entries, next.entry);
      if (!repeated && entries.length === request.count) return merge.page(entries, true);
      next.reader.take();
      if (!repeated) entries.push(next.entry);
      continue;
    }
    const waiting = merge.waiting();
    if (waiting.length === 0) return merge.page(entries, false);
    if (entries.length === request.count && merge.promisesMore(waiting)) return merge.page(entries, true);
    if (merge.mustStop()) return merge.page(entries, true, firstOf(request.direction, waiting).optimistic);
    await merge.readOn(waiting, request.count - entries.length + 1);
  }
}

function toReader<T>(request: WalkRequest<T>, source: Source<T>): Reader<T> {
  const { direction, range, pin, session } = request;
  const { place, hint, bound } = request.standing(source);
  const reader = new Reader(source, { direction, place, range, pin, hint, bound: bound ?? undefined }, session);
  if (bound === null) reader.ended = 'end';
  return reader;
}

/** A row that several feeds list (an operation on clusters of two apps) is met side by side. */
function isRepeated<T>(entries: readonly Entry<T>[], entry: Entry<T>): boolean {
  const last = entries.at(-1);
  return last?.time === entry.time && last.tie === entry.tie;
}

function firstOf<T>(direction: Direction, readers: readonly Reader<T>[]): Reader<T> {
  return readers.reduce((first, reader) =>
    compareInDirection(direction, reader.optimistic, first.optimistic) < 0 ? reader : first,
  );
}

/** Rows read at a time in a search. */
const LONGEST_READ = 1000;

class Merge<T> {
  readonly #failures = new Map<Reader<T>, Error>();

  constructor(
    readonly request: WalkRequest<T>,
    readonly readers: readonly Reader<T>[],
  ) {}

  /** The next row, unless a source that has to be read first may have one before it. */
  next(): { entry: Entry<T>; reader: Reader<T> } | undefined {
    const first = this.#firstHead();
    const entry = first?.head;
    if (!first || !entry) return undefined;
    const isBlocked = this.readers.some((reader) => this.#blocks(reader, entry));
    return isBlocked ? undefined : { entry, reader: first };
  }

  /** The sources that must be read before the next row is known. */
  waiting(): Reader<T>[] {
    const entry = this.#firstHead()?.head;
    return this.readers.filter((reader) => this.#blocks(reader, entry));
  }

  /** A row is at hand, or a source that was not read is known to have one: no call is made only to be surer. */
  promisesMore(waiting: readonly Reader<T>[]): boolean {
    return (
      this.#firstHead() !== undefined || waiting.some((reader) => !reader.isRead && reader.start.bound !== undefined)
    );
  }

  mustStop(): boolean {
    const { session } = this.request;
    const examined = this.readers.reduce((sum, reader) => sum + reader.examined, 0);
    const hasBegun = this.readers.some((reader) => reader.isRead);
    return examined >= session.options.scanRows || (hasBegun && session.isLate());
  }

  /** Reads the sources that come first, at the same time, and no more of them than can have a row on the page. */
  async readOn(waiting: readonly Reader<T>[], want: number): Promise<void> {
    const { direction } = this.request;
    const chosen = waiting.toSorted((a, b) => compareInDirection(direction, a.optimistic, b.optimistic));
    await Promise.all(chosen.slice(0, Math.max(want, 1)).map((reader) => this.#read(reader, want)));
  }

  page(entries: readonly Entry<T>[], hasMore: boolean, frontier?: Place): WalkPage<T> {
    for (const reader of this.readers) {
      if (reader.ended === 'wall' && !reader.head) this.#failures.set(reader, WALL);
    }
    return { entries, hasMore, frontier, readers: this.readers, failures: this.#failures };
  }

  async #read(reader: Reader<T>, want: number): Promise<void> {
    try {
      await reader.advance(this.#wanted(reader, want));
    } catch (error) {
      this.#failures.set(reader, error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Where few rows match, more have to be read for the same page: as many as the matches so far promise. */
  #wanted(reader: Reader<T>, want: number): number {
    return reader.examined === 0 ? want : Math.min(want + reader.examined, LONGEST_READ);
  }

  #firstHead(): Reader<T> | undefined {
    const { direction } = this.request;
    let first: Reader<T> | undefined;
    for (const reader of this.readers) {
      if (!reader.head) continue;
      if (!first?.head || compareInDirection(direction, reader.head, first.head) < 0) first = reader;
    }
    return first;
  }

  #blocks(reader: Reader<T>, entry: Entry<T> | undefined): boolean {
    if (reader.head || reader.ended !== 'no' || this.#failures.has(reader)) return false;
    return !entry || compareInDirection(this.request.direction, reader.optimistic, entry) <= 0;
  }
}

const WALL = new ListFault('UPSTREAM_LIMIT', 'The provider lists no further than this.');
