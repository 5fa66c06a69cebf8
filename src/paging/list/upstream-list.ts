import { fetchRange, isDoubtful } from './fetch-range.js';
import type { ListSource } from './list-source.js';
import { extendNewer, extendOlder } from './extend.js';
import { Disorder } from '../errors.js';
import type { Feed, TimeWindow } from '../feed.js';
import type { Learned, LearnedList } from './learned-limits.js';
import type { Direction, SortKey } from '../sort-key.js';
import { joinRangeRequests, type RangeRequest, type RowDemand, type JoinedRange } from './range-requests.js';
import { Segment } from './segment.js';
import { firstRange, type Hint, locate, mayHaveRest, seek } from './seek.js';
import { isSorted, sortRows } from './sorting.js';
import { readWhole } from './read-unsorted.js';

/** One read of a list: a new part of it, or an extension of a known segment. */
type Read<T> = RangeRequest | Growth<T>;

interface Growth<T> {
  readonly kind: Direction;
  readonly segment: Segment<T>;
  readonly want: number;
}

/** A requested read that waits for the others of its tick. */
interface RequestedRead<T> {
  readonly read: Read<T>;
  readonly resolve: (segment: Promise<Segment<T>>) => void;
}

/** Plans together all reads that were requested in one tick. */
export interface Planner {
  /** Does not throw. */
  plan(): void;
}

/** Runs planners at the end of the tick in which they were scheduled. */
export interface Ticks {
  schedule(planner: Planner): void;
}

/**
 * One upstream list during one operation, shared by all walks: reads of the same tick are planned together, and no row
 * is read twice without need.
 */
export class FeedList<T> implements ListSource<T>, Planner {
  readonly #segments: Segment<T>[] = [];
  #requested: RequestedRead<T>[] = [];
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

  /** The segments read so far. */
  get segments(): readonly Segment<T>[] {
    return this.#segments;
  }

  /** The list as one segment, for a list that is known to be out of order. */
  whole(): Promise<Segment<T>> {
    return (this.#whole ??= this.#readWhole().catch((error: unknown) => {
      this.#whole = undefined;
      throw error;
    }));
  }

  /** A segment from which a walk can continue in a direction from a sort key. Reads only what no walk has read yet. */
  at(
    direction: Direction,
    sortKey: SortKey,
    hint: Hint | undefined,
    want: number,
    demand?: RowDemand,
  ): Promise<Segment<T>> {
    const rest = mayHaveRest(direction, sortKey, hint);
    const known = this.#segments.find((segment) => locate(direction, segment, sortKey, rest) === 'here');
    if (known) return Promise.resolve(known);
    if (this.#whole) return this.#takeWhole(this.#whole);
    const instead = (error: unknown) => this.#readInstead(error);
    // Only in forward direction do further rows follow a range.
    const needed = direction === 'forward' ? demand : undefined;
    return this.open(...firstRange(direction, hint, want), needed).then((segment) => {
      if (locate(direction, segment, sortKey, rest) === 'here') return segment;
      return seek(this, direction, sortKey, hint, want, segment).catch(instead);
    }, instead);
  }

  /** Reads on at one end of a segment. Afterwards it is longer, or known to end there. */
  extend(direction: Direction, segment: Segment<T>, want: number): Promise<Segment<T>> {
    if (this.#whole) return this.#takeWhole(this.#whole, segment);
    return this.grow(direction, segment, want).catch((error: unknown) => this.#readInstead(error, segment));
  }

  grow(direction: Direction, segment: Segment<T>, want: number): Promise<Segment<T>> {
    return this.#request({ kind: direction, segment, want });
  }

  open(start: number, end: number, demand?: RowDemand): Promise<Segment<T>> {
    return this.#request({ kind: 'open', start, end, demand });
  }

  /** Starts the reads that were requested in one tick. */
  plan(): void {
    const requested = this.#requested;
    this.#requested = [];
    const ranges = joinRangeRequests<T>(requested.map(({ read }) => read).filter((read) => read.kind === 'open'));
    for (const { read, resolve } of requested)
      resolve(read.kind === 'open' ? this.#openIn(ranges, read.start) : this.#growWith(requested, read));
  }

  #request(read: Read<T>): Promise<Segment<T>> {
    return new Promise((resolve) => {
      if (this.#requested.push({ read, resolve }) === 1) this.ticks.schedule(this);
    });
  }

  /** A list that is found to be out of order is read whole instead, once for all walks. */
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

  #openIn(ranges: readonly JoinedRange<T>[], start: number): Promise<Segment<T>> {
    const range = ranges.findLast((candidate) => candidate.start <= start);
    if (!range) return Promise.reject(new RangeError('No range was planned for this read.'));
    return (range.segment ??= this.#openSegment(range.start, range.end));
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

  /** Extensions of one segment at one end become one read, as long as the longest of them. */
  async #growWith(requested: readonly RequestedRead<T>[], { kind, segment, want }: Growth<T>): Promise<Segment<T>> {
    const isSame = (read: Read<T>): read is Growth<T> => read.kind === kind && read.segment === segment;
    const longest = () => requested.reduce((most, { read }) => (isSame(read) ? Math.max(most, read.want) : most), want);
    // The read that is running may return the wanted rows: the caller checks again.
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
