import { fetchRange, isDoubtful } from './fetch-range.js';
import type { ListSource } from './list-source.js';
import { extendNewer, extendOlder } from './extend.js';
import { Disorder } from '../errors.js';
import type { Feed, TimeWindow } from '../feed.js';
import type { Learned, LearnedList } from './learned-limits.js';
import type { Direction, SortKey } from '../sort-key.js';
import { joinRangeRequests, type RangeRequest, type RowDemand, type Window } from './range-requests.js';
import { Segment } from './segment.js';
import { firstWindow, type Hint, look, mayRest, seek } from './seek.js';
import { isSorted, sortRows } from './sorting.js';
import { readWhole } from './read-unsorted.js';

/** One read of a list: a new part of it, or more of a known part at either end. */
type Read<T> = RangeRequest | Growth<T>;

interface Growth<T> {
  readonly kind: Direction;
  readonly segment: Segment<T>;
  readonly want: number;
}

/** A read that waits for the others of its tick. */
interface Asked<T> {
  readonly read: Read<T>;
  readonly resolve: (segment: Promise<Segment<T>>) => void;
}

/** What plans together what it was asked in one tick. */
export interface Planner {
  /** Does not throw. */
  plan(): void;
}

/** Lets all that is asked in one tick be planned at its end. */
export interface Ticks {
  schedule(planner: Planner): void;
}

/**
 * One upstream list during one operation. Whatever walks read of it they share: reads of the same tick are planned
 * together, and what was read once is not read again.
 */
export class FeedList<T> implements ListSource<T>, Planner {
  readonly #segments: Segment<T>[] = [];
  #asked: Asked<T>[] = [];
  #whole: Promise<Segment<T>> | undefined;
  doubtedCap: number | undefined;

  constructor(
    readonly feed: Feed<T>,
    readonly learned: Learned,
    readonly rowLimit: number,
    readonly ticks: Ticks,
    readonly window?: TimeWindow,
    readonly past?: LearnedList,
  ) {}

  /** What was read of the list so far. */
  get segments(): readonly Segment<T>[] {
    return this.#segments;
  }

  /** The list, which is known to be out of order, as one run. */
  whole(): Promise<Segment<T>> {
    return (this.#whole ??= this.#readWhole().catch((error: unknown) => {
      this.#whole = undefined;
      throw error;
    }));
  }

  /** A run from which a walk can go on in a direction, from a place. Reads only what no walk has read yet. */
  at(
    direction: Direction,
    sortKey: SortKey,
    hint: Hint | undefined,
    want: number,
    demand?: RowDemand,
  ): Promise<Segment<T>> {
    const rest = mayRest(direction, sortKey, hint);
    const known = this.#segments.find((segment) => look(direction, segment, sortKey, rest) === 'here');
    if (known) return Promise.resolve(known);
    if (this.#whole) return this.#takeWhole(this.#whole);
    const instead = (error: unknown) => this.#readInstead(error);
    // Only forward do further rows lie ahead of a window.
    const needed = direction === 'forward' ? demand : undefined;
    return this.open(...firstWindow(direction, hint, want), needed).then((segment) => {
      if (look(direction, segment, sortKey, rest) === 'here') return segment;
      return seek(this, direction, sortKey, hint, want, segment).catch(instead);
    }, instead);
  }

  /** Reads on at one end of a run; afterwards it is longer or known to end there. */
  extend(direction: Direction, segment: Segment<T>, want: number): Promise<Segment<T>> {
    if (this.#whole) return this.#takeWhole(this.#whole, segment);
    return this.grow(direction, segment, want).catch((error: unknown) => this.#readInstead(error, segment));
  }

  grow(direction: Direction, segment: Segment<T>, want: number): Promise<Segment<T>> {
    return this.#ask({ kind: direction, segment, want });
  }

  open(start: number, end: number, demand?: RowDemand): Promise<Segment<T>> {
    return this.#ask({ kind: 'open', start, end, demand });
  }

  /** Begins what was asked in one tick. */
  plan(): void {
    const asked = this.#asked;
    this.#asked = [];
    const windows = joinRangeRequests<T>(asked.map(({ read }) => read).filter((read) => read.kind === 'open'));
    for (const { read, resolve } of asked)
      resolve(read.kind === 'open' ? this.#openIn(windows, read.start) : this.#growWith(asked, read));
  }

  #ask(read: Read<T>): Promise<Segment<T>> {
    return new Promise((resolve) => {
      if (this.#asked.push({ read, resolve }) === 1) this.ticks.schedule(this);
    });
  }

  /** A list that turns out to be out of order is read whole instead, once for everybody. */
  #readInstead(error: unknown, segment?: Segment<T>): Promise<Segment<T>> {
    if (!(error instanceof Disorder)) throw error;
    return this.#takeWhole(this.whole(), segment);
  }

  async #readWhole(): Promise<Segment<T>> {
    const rows = await readWhole(this, this.rowLimit);
    const { length: total } = rows;
    const listed = isSorted(rows) ? undefined : rows;
    return this.#keepWhole(
      new Segment<T>({
        start: 0,
        next: total,
        rows: sortRows(rows),
        end: 'end',
        short: undefined,
        firstTotal: total,
        total,
        serverTime: undefined,
        listed,
      }),
    );
  }

  #keepWhole(whole: Segment<T>): Segment<T> {
    this.#segments.splice(0, Infinity, whole);
    return whole;
  }

  async #takeWhole(reading: Promise<Segment<T>>, segment?: Segment<T>): Promise<Segment<T>> {
    const whole = await reading;
    segment?.becomeWhole(whole);
    return segment ?? whole;
  }

  #openIn(windows: readonly Window<T>[], start: number): Promise<Segment<T>> {
    const window = windows.findLast((candidate) => candidate.start <= start);
    if (!window) return Promise.reject(new RangeError('No window was planned for this read.'));
    return (window.segment ??= this.#openSegment(window.start, window.end));
  }

  #openSegment(start: number, end: number): Promise<Segment<T>> {
    return fetchRange(this, start, end).then((fetched) => {
      const segment = new Segment(fetched);
      this.past?.opened(segment);
      if (segment.listed) return (this.#whole = Promise.resolve(this.#keepWhole(segment)));
      if (segment.rows.length > 0 || segment.first === 0) this.#segments.push(segment);
      return segment;
    });
  }

  /** Reads of one run at one end are the longest of them. */
  async #growWith(asked: readonly Asked<T>[], { kind, segment, want }: Growth<T>): Promise<Segment<T>> {
    const isSame = (read: Read<T>): read is Growth<T> => read.kind === kind && read.segment === segment;
    const longest = () => asked.reduce((most, { read }) => (isSame(read) ? Math.max(most, read.want) : most), want);
    // A read under way may bring what is wanted: whoever waited looks again.
    await (segment.growing ?? this.#growSegment(kind, segment, longest()));
    return segment;
  }

  #growSegment(direction: Direction, segment: Segment<T>, want: number): Promise<void> {
    const doubted = direction === 'forward' && isDoubtful(segment) ? segment.next : undefined;
    const extend = direction === 'forward' ? extendOlder : extendNewer;
    const growing = extend(this, segment, want)
      .then(() => this.past?.grew(segment, doubted))
      .finally(() => {
        segment.growing = undefined;
      });
    segment.growing = growing;
    return growing;
  }
}
