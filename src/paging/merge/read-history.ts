import { toEntries } from './entry.js';
import type { Row, TimeWindow } from '../feed.js';
import { compareInDirection, type Direction, type Place } from '../sort-key.js';
import type { Run } from '../list/segment.js';
import type { Hint } from '../list/seek.js';
import { isInRange, type Source, type TimeRange } from '../source.js';
import { isWithin } from './window-sequence.js';

interface Visit<T> {
  readonly window: TimeWindow | undefined;
  readonly run: Run<T>;
}

/** What one walk has read of its feed, window by window: what a cursor's hints are made of. */
export class Trace<T> {
  readonly #visits: Visit<T>[] = [];

  constructor(
    readonly source: Source<T>,
    readonly direction: Direction,
    readonly range: TimeRange,
  ) {}

  get isEmpty(): boolean {
    return this.#visits.length === 0;
  }

  /** Some part of the feed turned out to be out of order. Absent: nothing was read. */
  get isOutOfOrder(): boolean | undefined {
    return this.isEmpty ? undefined : this.#visits.some(({ run }) => run.listed !== undefined);
  }

  add(window: TimeWindow | undefined, run: Run<T>): void {
    this.#visits.push({ window, run });
  }

  /** Where the list stands at a place, for a walk in either direction; absent where it was not read there. */
  hintAt(direction: Direction, place: Place): Hint | undefined {
    const run = this.#visits.find(({ window }) => isWithin(place.time, window))?.run;
    if (!run || run.rows.length === 0) return undefined;
    const [begin, end] = [run.notNewerThan(place.time), run.olderThan(place.time)];
    const whole = (end < run.rows.length || run.end !== 'open') && (begin > 0 || run.first === 0);
    const rest = !whole || this.#hasRest(direction, run.rows.slice(begin, end), place);
    const base = this.direction === 'forward' ? run.next - run.rows.length : run.first;
    return { index: Math.max(0, base + (rest === (direction === 'forward') ? begin : end)), rest };
  }

  /** Whether nothing matching lies behind where the walk began. `newest`: the window that holds the feed's start. */
  seesNothingBehind(start: Place, newest: TimeWindow | undefined): boolean {
    const [visit] = this.#visits;
    if (visit?.window?.to !== newest?.to || !visit) return false;
    const { rows, first, end } = visit.run;
    const atOrigin = this.direction === 'forward' ? first === 0 : end === 'end';
    return atOrigin && !rows.some((row) => this.#isBehind(row, start));
  }

  #hasRest(direction: Direction, rows: readonly Row<T>[], place: Place): boolean {
    return toEntries(this.source, rows).some((entry) => compareInDirection(direction, entry, place) > 0);
  }

  #isBehind(row: Row<T>, start: Place): boolean {
    if (!isInRange(row.time, this.range) || this.source.matches?.(row.value) === false) return false;
    if (row.time === start.time) return true;
    return compareInDirection(this.direction, { time: row.time, tie: '' }, start) < 0;
  }
}
