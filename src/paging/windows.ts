import type { Dialect } from './dialect.js';
import type { TimeWindow } from './feed.js';
import { firstIndex } from './halving.js';
import { type Direction, HIGHEST_TIE, type Place } from './order.js';
import type { TimeRange } from './source.js';

const SECOND_MS = 1000;

/** The next full second: times at such lists have whole seconds, and this very second is not over. */
export function nextSecond(timeMs: number): number {
  return (Math.floor(timeMs / SECOND_MS) + 1) * SECOND_MS;
}

/** Time windows in walking order. They are worked out, not listed: from the year 0 until today there are 24,000. */
export interface Windows {
  readonly count: number;
  /** `undefined`: the list has no windows. */
  at(index: number): TimeWindow | undefined;
}

const ONE_LIST: Windows = { count: 1, at: () => undefined };

/**
 * The time windows in which a list that is only readable by windows is read. They lie edge to edge, the newest as long
 * as it may be; a row exactly on an edge belongs to the newer one. Without a lower bound there is one window, the newest.
 */
export function windowsOf(dialect: Dialect, direction: Direction, pin: number, range: TimeRange): Windows {
  const span = dialect.windowMs;
  if (span === undefined) return ONE_LIST;
  const newest = Math.min(pin, ceilSecond(range.before ?? Infinity));
  const oldest = range.from === undefined ? newest - span : floorSecond(range.from);
  const count = Math.max(0, Math.ceil((newest - oldest) / span));
  const at = (index: number) => {
    const to = newest - (direction === 'forward' ? index : count - 1 - index) * span;
    return { from: Math.max(oldest, to - span), to };
  };
  return { count, at };
}

/** The windows that a walk which stands at a place has not left behind. */
export function windowsAhead(windows: Windows, direction: Direction, place: Place): Windows {
  const left = firstIndex(windows.count, (index) => isAhead(direction, place, windows.at(index)));
  return { count: windows.count - left, at: (index) => windows.at(left + index) };
}

/** A time on the edge of two windows belongs to the newer one. */
export function isWithin(time: number, window: TimeWindow | undefined): boolean {
  return !window || (time >= window.from && time < window.to);
}

function isAhead(direction: Direction, { time, tie }: Place, window: TimeWindow | undefined): boolean {
  if (!window) return true;
  if (direction === 'backward') return window.to > time;
  return window.from < time || (window.from === time && tie !== HIGHEST_TIE);
}

function ceilSecond(timeMs: number): number {
  return Math.ceil(timeMs / SECOND_MS) * SECOND_MS;
}

function floorSecond(timeMs: number): number {
  return Math.floor(timeMs / SECOND_MS) * SECOND_MS;
}
