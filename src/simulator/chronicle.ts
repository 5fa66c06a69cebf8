import type { Random } from './random.js';

/** How often something happens in one list. */
export interface Pace {
  /** Mean time between two jobs of the past. */
  readonly historyGapMs: number;
  /** Mean time between two jobs while the clock runs. */
  readonly arrivalGapMs: number;
  /** Times are whole multiples of this: 1 with milliseconds, 1000 without. */
  readonly grainMs: number;
}

/** How many rows share the time of the one before: a list without ties would test nothing. */
const TIE = 0.06;

/** So many times before `until`, oldest first. */
export function toHistory(random: Random, count: number, until: number, pace: Pace): number[] {
  const times: number[] = [];
  let time = until;
  for (let i = 0; i < count; i++) {
    if (i === 0) time -= soon(random, pace);
    else if (!random.chance(TIE)) time -= gap(random, pace.historyGapMs, pace.grainMs);
    times.push(Math.floor(time / pace.grainMs) * pace.grainMs);
  }
  return times.reverse();
}

/** The times of what comes after `from`, without end, oldest first. */
export function* toArrivals(random: Random, from: number, pace: Pace): Generator<number, undefined> {
  let time = from + soon(random, pace);
  for (;;) {
    yield Math.ceil(time / pace.grainMs) * pace.grainMs;
    if (!random.chance(TIE)) time += gap(random, pace.arrivalGapMs, pace.grainMs);
  }
}

/** Around the start something has just begun and something else is about to. */
function soon(random: Random, pace: Pace): number {
  return pace.grainMs + pace.arrivalGapMs * (0.1 + 0.3 * random.next());
}

function gap(random: Random, meanMs: number, grainMs: number): number {
  return grainMs - Math.log(1 - random.next()) * meanMs;
}
