import type { Dialect } from './dialect.js';
import type { TimeWindow } from './feed.js';
import { type Direction, HIGHEST_TIE, type Place } from './order.js';
import type { TimeRange } from './source.js';

const SECOND_MS = 1000;

/** The next full second: times at such lists have whole seconds, and this very second is not over. */
export function nextSecond(timeMs: number): number {
  return (Math.floor(timeMs / SECOND_MS) + 1) * SECOND_MS;
}

/**
 * The time windows, newest first, in which a list that is only readable by windows is read. They lie edge to edge;
 * a row exactly on an edge belongs to the newer one. Without a lower bound there is one window, the newest.
 * A list without windows is one list: `[undefined]`.
 */
export function windowsOf(dialect: Dialect, pin: number, range: TimeRange): readonly (TimeWindow | undefined)[] {
  const span = dialect.windowMs;
  if (span === undefined) return [undefined];
  const newest = Math.min(pin, ceilSecond(range.before ?? Infinity));
  const oldest = range.from === undefined ? newest - span : floorSecond(range.from);
  const windows: TimeWindow[] = [];
  for (let to = newest; to > oldest; to -= span) windows.push({ from: Math.max(oldest, to - span), to });
  return windows;
}

/** A time on the edge of two windows belongs to the newer one. */
export function isWithin(time: number, window: TimeWindow | undefined): boolean {
  return !window || (time >= window.from && time < window.to);
}

/** Whether a walk that stands at a place has not left the window behind. */
export function isAhead(direction: Direction, { time, tie }: Place, window: TimeWindow | undefined): boolean {
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
