import type { ReaderStart, SourceReader } from './source-reader.js';
import { TimeWindows } from './time-windows.js';
import { Density } from './density.js';
import type { Entry } from './entry.js';
import { examine } from './select-rows.js';
import { LateDisorder, ListFault } from '../errors.js';
import type { TimeWindow } from '../feed.js';
import type { TimedRow } from '../list/timed-row.js';
import type { LearnedList } from '../list/learned-limits.js';
import type { FeedList } from '../list/upstream-list.js';
import { before, behind, type Direction, further, origin, type SortKey, START } from '../sort-key.js';
import { Queue } from './row-buffer.js';
import type { Segment } from '../list/segment.js';
import type { Hint } from '../list/seek.js';
import type { PagingSession } from '../session.js';
import { passedOver } from '../list/sorting.js';
import { isInRange, type Source } from '../source.js';
import { ReadHistory } from './read-history.js';
import { isWithin } from './window-sequence.js';

/** What an empty time window counts among the rows examined: it costs a call as they do. */
const EMPTY_WINDOW_ROWS = 50;

/** Walks one feed in one direction: hands out its matching rows in the one order, and knows how far it has looked. */
export class Reader<T> implements SourceReader<T> {
  /** Everything up to here has been looked at. */
  position: SortKey;
  /** No row stands before this that was neither handed out nor is at hand. */
  optimistic: SortKey;
  /** Rows that matched, and were not seen before. */
  found = 0;
  /** Rows of the range that were looked at and did not match. */
  examined = 0;
  /** Nothing follows but what is buffered; `wall`: nothing that can be reached. */
  ended: 'no' | 'end' | 'wall' = 'no';
  /** Why the list could not be read. */
  failure: Error | undefined;
  /** Whether the list was read for this walk at all. */
  isRead = false;
  readonly isOutOfTime = false;
  /** What the list was like when it was last walked from its top; absent for a walk that does not begin there. */
  readonly past: LearnedList | undefined;
  readonly #timeWindows: TimeWindows<T>;
  readonly #history: ReadHistory<T>;
  #segment: Segment<T> | undefined;
  readonly #queue = new Queue<T>();
  readonly #density: Density;

  constructor(
    readonly source: Source<T>,
    readonly start: ReaderStart,
    readonly session: PagingSession,
  ) {
    this.position = start.sortKey;
    this.#density = new Density(start.sortKey);
    this.#history = new ReadHistory(source, start.direction, start.range);
    this.optimistic = this.#firstPossible();
    if (start.sortKey === START && start.range.from === undefined)
      this.past = session.options.learned.list(source.feed.key);
    this.#timeWindows = new TimeWindows(source, start, session);
    if (this.#isOutOfRange()) this.ended = 'end';
  }

  /** The end of the newest time window. */
  get pin(): number {
    return this.#timeWindows.pin;
  }

  /** The next matching row, if it has been read. */
  get head(): Entry<T> | undefined {
    return this.#queue.head;
  }

  /** How many of the rows at hand come before a place. */
  countBefore(sortKey: SortKey): number {
    return this.#queue.countBefore(this.start.direction, sortKey);
  }

  /** Rows handed out. */
  get taken(): number {
    return this.found - this.#queue.length;
  }

  take(): void {
    this.#queue.take();
  }

  /** Rows found to a millisecond, as far as was looked. */
  get density(): number {
    return this.#density.upTo(this.position);
  }

  /**
   * Makes one step: reads on, and looks at what was read. `sought`: about how many rows the walk looks for, where they
   * are of one part of the list.
   */
  async advance(want: number, demand = 0): Promise<void> {
    const { window } = this.#timeWindows;
    const { space, feed } = this.source;
    const list = this.session.list(space, feed, window, this.past);
    this.isRead = true;
    if (this.#segment) {
      await list.extend(this.start.direction, this.#segment, want);
    } else {
      const segment = await this.#open(list, window, want, demand);
      if (this.#history.isEmpty && this.#timeWindows.beginAgain(segment)) return;
      this.#segment = segment;
      this.#history.add(window, segment);
    }
    this.#assertNothingPassed(this.#segment, window);
    if (this.#isBehindWall(this.#segment)) this.ended = 'wall';
    else this.#examine(this.#segment, window);
    this.optimistic = further(this.start.direction, this.optimistic, this.position);
    this.#finishWindow(this.#segment, window);
  }

  #open(list: FeedList<T>, window: TimeWindow | undefined, want: number, demand: number): Promise<Segment<T>> {
    const { direction, hint, isOutOfOrder } = this.start;
    if (isOutOfOrder) return list.whole();
    const { isFirst } = this.#timeWindows;
    const sortKey = isFirst ? this.position : origin(direction);
    // At the edge of two windows the hint was made in the one that the walk has left.
    const isHinted = isFirst && isWithin(sortKey.time, window);
    const { part } = this.source;
    return list.at(direction, sortKey, isHinted ? hint : undefined, want, part && { part: part.name, rows: demand });
  }

  /** Of a list that turns out to be out of order, rows may have been passed over: by this page, or by an earlier one. */
  #assertNothingPassed({ listed }: Segment<T>, window: TimeWindow | undefined): void {
    const { direction, sortKey, bound, isOutOfOrder, isResumed, range } = this.start;
    if (!listed || isOutOfOrder) return;
    // Where a cursor says that nothing comes before a time, the walk was there.
    const reached = bound === undefined ? sortKey : further(direction, sortKey, before(direction, bound));
    const isDemanded = (row: TimedRow<T>) =>
      isWithin(row.time, window) && isInRange(row, range) && this.source.matches?.(row.value) !== false;
    if (isResumed && passedOver(direction, reached, listed).some(isDemanded)) {
      throw new ListFault('UPSTREAM_INVALID', 'The list is out of order, and rows were passed over.');
    }
    if (this.position !== sortKey && passedOver(direction, this.position, listed).some(isDemanded)) {
      throw new LateDisorder();
    }
  }

  /** Where the list stands at a place, for either direction; absent where it was not read there. */
  hintAt(direction: Direction, sortKey: SortKey): Hint | undefined {
    return this.#history.hintAt(direction, sortKey);
  }

  /** Whether this walk has seen that nothing matching lies behind it. */
  get seesItsOrigin(): boolean {
    return this.#history.seesNothingBehind(this.start.sortKey, this.#timeWindows.outermost);
  }

  /** All rows of the list, where this page has read it whole. */
  get wholeList(): readonly Entry<T>[] | undefined {
    return this.#history.wholeList;
  }

  /** The list is out of order: a later walk has to read it whole at once. Absent: not known. */
  get isOutOfOrder(): boolean | undefined {
    return this.#history.isOutOfOrder;
  }

  #examine(segment: Segment<T>, window: TimeWindow | undefined): void {
    const examined = examine(this.source, this.start, this.position, segment, window);
    if (!examined) return;
    this.#density.add(examined.entries);
    this.#queue.add(examined.entries);
    this.found += examined.entries.length;
    this.examined += examined.others;
    this.#moveTo(examined.time);
  }

  #moveTo(time: number): void {
    const { direction, range } = this.start;
    this.position = further(direction, this.position, behind(direction, time));
    const beyond = direction === 'forward' ? time < (range.from ?? -Infinity) : time >= (range.before ?? Infinity);
    if (beyond && time !== Infinity) this.ended = 'end';
  }

  /** Goes on to the next time window, or ends. */
  #finishWindow(segment: Segment<T>, window: TimeWindow | undefined): void {
    const { direction } = this.start;
    if (direction === 'forward' ? segment.end === 'wall' : segment.isCutOff) this.ended = 'wall';
    if (this.ended !== 'no' || (direction === 'forward' ? segment.end === 'open' : segment.first > 0)) return;
    if (window) this.#leaveWindow(segment, window);
    this.#segment = undefined;
    this.#timeWindows.goOn();
    if (this.#timeWindows.isOver) this.ended = 'end';
  }

  /** Forward a wall is met where the rows end; backward, when the walk would have to begin behind it. */
  #isBehindWall({ end, rows }: Segment<T>): boolean {
    if (end !== 'wall' || this.start.direction === 'forward') return false;
    return (rows.at(-1)?.time ?? Infinity) >= this.start.sortKey.time;
  }

  #leaveWindow(segment: Segment<T>, window: TimeWindow): void {
    if (segment.rows.length === 0) this.examined += EMPTY_WINDOW_ROWS;
    const { direction } = this.start;
    const edge = direction === 'forward' ? behind(direction, window.from) : before(direction, window.to);
    this.position = further(direction, this.position, edge);
    this.optimistic = further(direction, this.optimistic, this.position);
  }

  #firstPossible(): SortKey {
    const { direction, sortKey, bound } = this.start;
    const time = bound ?? (direction === 'backward' ? this.source.notBefore : undefined);
    if (time === undefined) return sortKey;
    return further(direction, sortKey, before(direction, time));
  }

  #isOutOfRange(): boolean {
    const { range } = this.start;
    const { notBefore } = this.source;
    return (
      this.#timeWindows.isOver || (range.before !== undefined && notBefore !== undefined && notBefore >= range.before)
    );
  }
}
