import { type Entry, toEntries } from './entry.js';
import type { TimeWindow } from '../feed.js';
import type { TimedRow } from '../list/timed-row.js';
import { compareInDirection, type Direction, type SortKey } from '../sort-key.js';
import type { Segment } from '../list/segment.js';
import type { Hint } from '../list/seek.js';
import { isInRange, type Source, type TimeRange } from '../source.js';
import { isWithin } from './window-sequence.js';

interface Visit<T> {
  readonly window: TimeWindow | undefined;
  readonly segment: Segment<T>;
}

/** The reads of one walk in its feed, by time window. The hints of cursors come from them. */
export class ReadHistory<T> {
  readonly #visits: Visit<T>[] = [];

  constructor(
    readonly source: Source<T>,
    readonly direction: Direction,
    readonly range: TimeRange,
  ) {}

  /** All rows of the list, if it was read from its first to its last row; never for a list that is read by windows. */
  get wholeList(): readonly Entry<T>[] | undefined {
    const [visit, ...others] = this.#visits;
    if (!visit || others.length > 0 || visit.window) return undefined;
    const { rows, first, end } = visit.segment;
    return first === 0 && end === 'end' ? toEntries(this.source, rows) : undefined;
  }

  get isEmpty(): boolean {
    return this.#visits.length === 0;
  }

  /** Some part of the feed is out of order. `undefined`: nothing was read. */
  get isOutOfOrder(): boolean | undefined {
    return this.isEmpty ? undefined : this.#visits.some(({ segment }) => segment.listed !== undefined);
  }

  add(window: TimeWindow | undefined, segment: Segment<T>): void {
    this.#visits.push({ window, segment });
  }

  /** The hint for a sort key, for a walk in either direction; `undefined` if the list was not read there. */
  hintAt(direction: Direction, sortKey: SortKey): Hint | undefined {
    const segment = this.#visits.find(({ window }) => isWithin(sortKey.time, window))?.segment;
    if (!segment || segment.rows.length === 0) return undefined;
    const [begin, end] = [segment.notNewerThan(sortKey.time), segment.olderThan(sortKey.time)];
    const isWholeGroup = (end < segment.rows.length || segment.end !== 'open') && (begin > 0 || segment.first === 0);
    const rest = !isWholeGroup || this.#hasRest(direction, segment.rows.slice(begin, end), sortKey);
    const base = this.direction === 'forward' ? segment.next - segment.rows.length : segment.first;
    return { index: Math.max(0, base + (rest === (direction === 'forward') ? begin : end)), rest };
  }

  /** Whether no matching row is behind the start of the walk. `newest`: the window that contains the feed's start. */
  seesNothingBehind(start: SortKey, newest: TimeWindow | undefined): boolean {
    const [visit] = this.#visits;
    if (visit?.window?.to !== newest?.to || !visit) return false;
    const { rows, first, end } = visit.segment;
    const isAtOrigin = this.direction === 'forward' ? first === 0 : end === 'end';
    return isAtOrigin && !rows.some((row) => this.#isBehind(row, start));
  }

  #hasRest(direction: Direction, rows: readonly TimedRow<T>[], sortKey: SortKey): boolean {
    return toEntries(this.source, rows).some((entry) => compareInDirection(direction, entry, sortKey) > 0);
  }

  #isBehind(row: TimedRow<T>, start: SortKey): boolean {
    if (!isInRange(row, this.range) || this.source.matches?.(row.value) === false) return false;
    if (row.time === start.time) return true;
    return compareInDirection(this.direction, { time: row.time, tiebreaker: '' }, start) < 0;
  }
}
