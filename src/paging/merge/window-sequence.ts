import type { PaginationStyle } from '../list/pagination-style.js';
import type { TimeWindow } from '../feed.js';
import { firstIndex } from '../first-index.js';
import { type Direction, HIGHEST_TIEBREAKER, type SortKey } from '../sort-key.js';
import type { TimeRange } from '../source.js';

const SECOND_MS = 1000;

/** The next full second: times in such lists have whole seconds, and the current second is not over. */
export function nextSecond(timeMs: number): number {
  return (Math.floor(timeMs / SECOND_MS) + 1) * SECOND_MS;
}

/** Time windows in walking order. They are computed on access: from the year 0 until today there are 24,000. */
export class Windows {
  constructor(
    readonly count: number,
    /** The end of the window at index 0; `undefined`: the list has no windows. */
    readonly first: number | undefined,
    readonly step: number,
    readonly span: number,
    readonly oldest: number,
  ) {}

  /** `undefined`: the list has no windows. */
  at(index: number): TimeWindow | undefined {
    if (this.first === undefined) return undefined;
    const to = this.first + index * this.step;
    return { from: Math.max(this.oldest, to - this.span), to };
  }

  /** The windows that a walk at a sort key has not left behind. */
  ahead(direction: Direction, sortKey: SortKey): Windows {
    const left = firstIndex(this.count, (index) => isAhead(direction, sortKey, this.at(index)));
    if (left === 0 || this.first === undefined) return this;
    return new Windows(this.count - left, this.first + left * this.step, this.step, this.span, this.oldest);
  }
}

const ONE_LIST = new Windows(1, undefined, 0, 0, 0);

/**
 * The time windows of a list that can be read only by windows. They are adjacent, the newest as long as possible; a row
 * exactly on an edge belongs to the newer one. Without a lower bound there is one window, the newest.
 */
export function windowsOf(style: PaginationStyle, direction: Direction, pin: number, range: TimeRange): Windows {
  const span = style.windowMs;
  if (span === undefined) return ONE_LIST;
  const newest = Math.min(pin, ceilSecond(range.before ?? Infinity));
  const oldest = range.from === undefined ? newest - span : floorSecond(range.from);
  const count = Math.max(0, Math.ceil((newest - oldest) / span));
  if (direction === 'forward') return new Windows(count, newest, -span, span, oldest);
  return new Windows(count, newest - (count - 1) * span, span, span, oldest);
}

/** A time on the edge of two windows belongs to the newer one. */
export function isWithin(time: number, window: TimeWindow | undefined): boolean {
  return !window || (time >= window.from && time < window.to);
}

function isAhead(direction: Direction, { time, tiebreaker }: SortKey, window: TimeWindow | undefined): boolean {
  if (!window) return true;
  if (direction === 'backward') return window.to > time;
  return window.from < time || (window.from === time && tiebreaker !== HIGHEST_TIEBREAKER);
}

function ceilSecond(timeMs: number): number {
  return Math.ceil(timeMs / SECOND_MS) * SECOND_MS;
}

function floorSecond(timeMs: number): number {
  return Math.floor(timeMs / SECOND_MS) * SECOND_MS;
}
