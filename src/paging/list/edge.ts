import type { Direction } from '../sort-key.js';
import type { Segment } from './segment.js';

/**
 * The time at one end of a segment, and how many of its rows have it. A segment that grew at that end has another edge.
 */
export interface Edge {
  readonly time: number | undefined;
  readonly count: number;
}

export function edgeOf<T>(segment: Segment<T>, direction: Direction): Edge {
  const time = segment.rows.at(direction === 'forward' ? -1 : 0)?.time;
  return { time, count: time === undefined ? 0 : segment.olderThan(time) - segment.notNewerThan(time) };
}

/**
 * Whether a segment grew at that end. Row counts are not enough: the rows of the boundary's time are read again, and may
 * be fewer by then.
 */
export function isBeyond(direction: Direction, now: Edge, before: Edge): boolean {
  if (now.time === undefined || now.time === before.time) return now.count > before.count;
  const { time = direction === 'forward' ? Infinity : -Infinity } = before;
  return direction === 'forward' ? now.time < time : now.time > time;
}
