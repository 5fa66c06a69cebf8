import { type Entry, toEntries } from './entry.js';
import type { Row, TimeWindow } from './feed.js';
import type { FeedList } from './list.js';
import { compareInDirection, type Direction, further, HIGHEST_TIE, LOWEST_TIE, origin, type Place } from './order.js';
import { pinFor, skewOf } from './pin.js';
import type { Run } from './run.js';
import type { Hint } from './seek.js';
import type { PagingSession } from './session.js';
import { isInRange, type Source, type TimeRange } from './source.js';
import { windowsOf } from './windows.js';

export interface ReaderStart {
  readonly direction: Direction;
  /** Everything up to here has been seen before. */
  readonly place: Place;
  readonly range: TimeRange;
  /** The end of the newest time window, fixed for a whole walk; absent: the walk begins here. */
  readonly pin?: number | undefined;
  readonly hint?: Hint | undefined;
  /** The next row is not met before this time. */
  readonly bound?: number | undefined;
}

/** What an empty time window counts among the rows examined: it costs a call as they do. */
const EMPTY_WINDOW_ROWS = 50;

/** Walks one feed in one direction: hands out its matching rows in the one order, and knows how far it has looked. */
export class Reader<T> {
  /** Everything up to here has been looked at. */
  position: Place;
  /** No row that was not handed out stands before this. */
  optimistic: Place;
  /** Rows that were looked at and did not match. */
  examined = 0;
  /** Nothing follows but what is buffered; `wall`: nothing that can be reached. */
  ended: 'no' | 'end' | 'wall' = 'no';
  /** Whether the list was read for this walk at all. */
  isRead = false;
  pin: number;
  readonly #visited: { window: TimeWindow | undefined; list: FeedList<T>; run: Run<T> }[] = [];
  #windows: readonly (TimeWindow | undefined)[];
  #window = 0;
  #run: Run<T> | undefined;
  #buffer: Entry<T>[] = [];
  #taken = 0;

  constructor(
    readonly source: Source<T>,
    readonly start: ReaderStart,
    readonly session: PagingSession,
  ) {
    this.position = start.place;
    this.optimistic = this.#firstPossible();
    this.pin = start.pin ?? pinFor(session, source.space, source.feed.dialect);
    this.#windows = this.#windowsAhead();
    if (this.#isOutOfRange()) this.ended = 'end';
  }

  /** The next matching row, if it has been read. */
  get head(): Entry<T> | undefined {
    return this.#buffer[this.#taken];
  }

  take(): void {
    this.#taken++;
  }

  /** Makes one step: reads on where nothing unread is at hand, and looks at what was read. */
  async advance(want: number): Promise<void> {
    const window = this.#windows[this.#window];
    const list = this.session.list(this.source.space, this.source.feed, window);
    this.isRead = true;
    if (!this.#run) {
      const hint = this.#window === 0 ? this.start.hint : undefined;
      const place = this.#window === 0 ? this.position : origin(this.start.direction);
      const run = await list.at(this.start.direction, place, hint, want);
      if (this.#mustRepin(run)) return;
      this.#run = run;
      this.#visited.push({ window, list, run });
    } else {
      await list.extend(this.start.direction, this.#run, want);
    }
    this.#examine(this.#run, window);
    this.optimistic = further(this.start.direction, this.optimistic, this.position);
    this.#finishWindow(this.#run, window);
  }

  /** Where the list stands at a place, for either direction; absent where it was not read there. */
  hintAt(direction: Direction, place: Place): Hint | undefined {
    const visit = this.#visited.find(({ window }) => !window || (place.time >= window.from && place.time < window.to));
    if (!visit || visit.run.rows.length === 0) return undefined;
    const { run } = visit;
    const [begin, end] = [run.notNewerThan(place.time), run.olderThan(place.time)];
    const whole = (end < run.rows.length || run.end !== 'open') && (begin > 0 || run.first === 0);
    const rest = !whole || this.#hasRest(direction, run.rows.slice(begin, end), place);
    const base = this.start.direction === 'forward' ? run.next - run.rows.length : run.first;
    return { index: Math.max(0, base + (rest === (direction === 'forward') ? begin : end)), rest };
  }

  /** Whether this walk has seen that nothing matching lies behind it. */
  get seesItsOrigin(): boolean {
    const [visit] = this.#visited;
    if (!visit || this.#windows[0] !== this.#allWindows()[0]) return false;
    const { rows, first, end } = visit.run;
    const atOrigin = this.start.direction === 'forward' ? first === 0 : end === 'end';
    return atOrigin && !rows.some((row) => this.#isBehind(row));
  }

  #isBehind(row: Row<T>): boolean {
    if (!isInRange(row.time, this.start.range) || this.source.matches?.(row.value) === false) return false;
    if (row.time === this.start.place.time) return true;
    return compareInDirection(this.start.direction, { time: row.time, tie: '' }, this.start.place) < 0;
  }

  #hasRest(direction: Direction, rows: readonly Row<T>[], place: Place): boolean {
    return toEntries(this.source, rows).some((entry) => compareInDirection(direction, entry, place) > 0);
  }

  #examine(run: Run<T>, window: TimeWindow | undefined): void {
    const groups = this.start.direction === 'forward' ? this.#groupsForward(run) : this.#groupsBackward(run);
    for (const group of groups) {
      const time = group[0]?.time ?? 0;
      if (!window || (time >= window.from && time < window.to)) this.#examineGroup(group, time);
      this.#moveTo(time);
    }
  }

  /** Rows of one time, each time whole: the last one read may go on behind it. */
  *#groupsForward(run: Run<T>): Generator<readonly Row<T>[]> {
    const { time, tie } = this.position;
    let begin = tie === HIGHEST_TIE ? run.olderThan(time) : run.notNewerThan(time);
    for (let end = begin; begin < run.rows.length; begin = end) {
      while (end < run.rows.length && run.rows[end]?.time === run.rows[begin]?.time) end++;
      if (end === run.rows.length && run.end === 'open') return;
      yield run.rows.slice(begin, end);
    }
  }

  *#groupsBackward(run: Run<T>): Generator<readonly Row<T>[]> {
    const { time, tie } = this.position;
    let end = tie === LOWEST_TIE ? run.notNewerThan(time) : run.olderThan(time);
    for (let begin = end; end > 0; end = begin) {
      while (begin > 0 && run.rows[begin - 1]?.time === run.rows[end - 1]?.time) begin--;
      if (begin === 0 && run.first > 0) return;
      yield run.rows.slice(begin, end);
    }
  }

  #examineGroup(rows: readonly Row<T>[], time: number): void {
    const { matches, feed } = this.source;
    const { range, direction } = this.start;
    const fits = (row: { value: T }) => !matches || matches(row.value);
    let found: Entry<T>[] = [];
    if (isInRange(time, range)) {
      found = feed.twins ? toEntries(this.source, rows).filter(fits) : toEntries(this.source, rows.filter(fits));
    }
    if (found.length > 1) found.sort((a, b) => compareInDirection(direction, a, b));
    if (time === this.position.time)
      found = found.filter((entry) => compareInDirection(direction, entry, this.position) > 0);
    this.examined += Math.max(0, rows.length - found.length);
    this.#buffer = this.#buffer.slice(this.#taken).concat(found);
    this.#taken = 0;
  }

  #moveTo(time: number): void {
    const { direction, range } = this.start;
    const reached = { time, tie: direction === 'forward' ? HIGHEST_TIE : LOWEST_TIE };
    this.position = further(direction, this.position, reached);
    const beyond = direction === 'forward' ? time < (range.from ?? -Infinity) : time >= (range.before ?? Infinity);
    if (beyond && time !== Infinity) this.ended = 'end';
  }

  /** Goes on to the next time window, or ends. */
  #finishWindow(run: Run<T>, window: TimeWindow | undefined): void {
    const { direction } = this.start;
    if (run.end === 'wall' && this.#isBlockedBy(run)) this.ended = 'wall';
    if (this.ended !== 'no' || (direction === 'forward' ? run.end === 'open' : run.first > 0)) return;
    if (window) this.#leaveWindow(run, window);
    this.#run = undefined;
    this.#window++;
    if (this.#window >= this.#windows.length) this.ended = 'end';
  }

  /** Forward a wall is met at its rows' end; backward, when the walk would have to begin behind it. */
  #isBlockedBy(run: Run<T>): boolean {
    return this.start.direction === 'forward' || (run.rows.at(-1)?.time ?? Infinity) >= this.start.place.time;
  }

  #leaveWindow(run: Run<T>, window: TimeWindow): void {
    if (run.rows.length === 0) this.examined += EMPTY_WINDOW_ROWS;
    const edge = this.start.direction === 'forward' ? window.from : window.to;
    this.position = further(this.start.direction, this.position, { time: edge, tie: HIGHEST_TIE });
    this.optimistic = further(this.start.direction, this.optimistic, this.position);
  }

  /** A walk that begins by a clock that is not the provider's begins again by the provider's. */
  #mustRepin(run: Run<T>): boolean {
    if (this.start.pin !== undefined || !this.source.feed.dialect.windowMs || this.#visited.length > 0) return false;
    const learned = this.session.options.learned.of(this.source.space, this.source.feed.dialect);
    const skew = skewOf(this.session.options.now(), run.serverTime, learned.clockOffsetMs);
    if (skew === 0) return false;
    learned.clockOffsetMs += skew;
    this.pin = pinFor(this.session, this.source.space, this.source.feed.dialect);
    this.#windows = this.#windowsAhead();
    return true;
  }

  #allWindows(): readonly (TimeWindow | undefined)[] {
    const windows = windowsOf(this.source.feed.dialect, this.pin, this.start.range);
    return this.start.direction === 'forward' ? windows : windows.toReversed();
  }

  /** Without the windows that the walk has left behind. */
  #windowsAhead(): readonly (TimeWindow | undefined)[] {
    const { direction, place } = this.start;
    const isAhead = ({ from, to }: TimeWindow) =>
      direction === 'backward'
        ? to > place.time
        : from < place.time || (from === place.time && place.tie !== HIGHEST_TIE);
    return this.#allWindows().filter((window) => !window || isAhead(window));
  }

  #firstPossible(): Place {
    const { direction, place, bound } = this.start;
    const time = bound ?? (direction === 'backward' ? this.source.notBefore : undefined);
    if (time === undefined) return place;
    return further(direction, place, { time, tie: direction === 'forward' ? LOWEST_TIE : HIGHEST_TIE });
  }

  #isOutOfRange(): boolean {
    const { range } = this.start;
    const { notBefore } = this.source;
    if (this.#windows.length === 0) return true;
    return range.before !== undefined && notBefore !== undefined && notBefore >= range.before;
  }
}
