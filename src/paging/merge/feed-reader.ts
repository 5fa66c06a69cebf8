import type { ReaderStart, SourceReader } from './source-reader.js';
import { TimeWindows } from './time-windows.js';
import { Density } from './density.js';
import type { Entry } from './entry.js';
import { examine } from './select-rows.js';
import type { TimeWindow } from '../feed.js';
import type { LearnedList } from '../list/learned-limits.js';
import type { FeedList } from '../list/upstream-list.js';
import { before, behind, type Direction, further, origin, type SortKey, START } from '../sort-key.js';
import { RowBuffer } from './row-buffer.js';
import type { Segment } from '../list/segment.js';
import type { Hint } from '../list/seek.js';
import type { PagingSession } from '../session.js';
import { assertNothingSkipped } from './skipped-rows.js';
import type { Source } from '../source.js';
import { ReadHistory } from './read-history.js';
import { isWithin } from './window-sequence.js';
import { EMPTY_WINDOW_ROWS } from '../read-sizes.js';

/** Reads one feed in one direction: returns its matching rows in order, and records how far it has read. */
export class Reader<T> implements SourceReader<T> {
  position: SortKey;
  optimistic: SortKey;
  found = 0;
  examined = 0;
  ended: 'no' | 'end' | 'wall' = 'no';
  failure: Error | undefined;
  isRead = false;
  readonly isOutOfTime = false;
  /** Facts about the list from its last read from the start; only for a walk that begins there. */
  readonly past: LearnedList | undefined;
  readonly #timeWindows: TimeWindows<T>;
  readonly #history: ReadHistory<T>;
  #segment: Segment<T> | undefined;
  readonly #buffer = new RowBuffer<T>();
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

  get pin(): number {
    return this.#timeWindows.pin;
  }

  get head(): Entry<T> | undefined {
    return this.#buffer.head;
  }

  countBefore(sortKey: SortKey): number {
    return this.#buffer.countBefore(this.start.direction, sortKey);
  }

  get taken(): number {
    return this.found - this.#buffer.length;
  }

  take(): void {
    this.#buffer.take();
  }

  get density(): number {
    return this.#density.upTo(this.position);
  }

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
    assertNothingSkipped(this.source, this.start, this.position, this.#segment, window);
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
    // At the edge of two windows, the hint belongs to the one that the walk has left.
    const isHinted = isFirst && isWithin(sortKey.time, window);
    const { part } = this.source;
    return list.at(direction, sortKey, isHinted ? hint : undefined, want, part && { part: part.name, rows: demand });
  }

  hintAt(direction: Direction, sortKey: SortKey): Hint | undefined {
    return this.#history.hintAt(direction, sortKey);
  }

  get seesNothingBehind(): boolean {
    return this.#history.seesNothingBehind(this.start.sortKey, this.#timeWindows.outermost);
  }

  get wholeList(): readonly Entry<T>[] | undefined {
    return this.#history.wholeList;
  }

  get isOutOfOrder(): boolean | undefined {
    return this.#history.isOutOfOrder;
  }

  #examine(segment: Segment<T>, window: TimeWindow | undefined): void {
    const examined = examine(this.source, this.start, this.position, segment, window);
    if (!examined) return;
    this.#density.add(examined.entries);
    this.#buffer.add(examined.entries);
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

  /** Moves to the next time window, or ends. */
  #finishWindow(segment: Segment<T>, window: TimeWindow | undefined): void {
    const { direction } = this.start;
    if (direction === 'forward' ? segment.end === 'wall' : segment.isCutOff) this.ended = 'wall';
    if (this.ended !== 'no' || (direction === 'forward' ? segment.end === 'open' : segment.first > 0)) return;
    if (window) this.#leaveWindow(segment, window);
    this.#segment = undefined;
    this.#timeWindows.goOn();
    if (this.#timeWindows.isOver) this.ended = 'end';
  }

  /**
   * Forward, a wall is reached at the last row. Backward, it is reached at once if the walk would have to begin behind
   * it.
   */
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
