import type { Random } from './random.js';

/** The rate at which jobs arrive in one list. */
export interface JobTiming {
  /** Mean time between two jobs of the past. */
  readonly historyGapMs: number;
  /** Mean time between two jobs while the clock runs. */
  readonly arrivalGapMs: number;
  /** Times are whole multiples of this: 1 with milliseconds, 1000 without. */
  readonly grainMs: number;
}

/** The share of rows with the same time as the row before, so that lists have ties. */
const TIE = 0.06;

/** `count` times before `until`, oldest first. */
export function toHistory(random: Random, count: number, until: number, timing: JobTiming): number[] {
  const times: number[] = [];
  let time = until;
  for (let i = 0; i < count; i++) {
    if (i === 0) time -= soon(random, timing);
    else if (!random.chance(TIE)) time -= gap(random, timing.historyGapMs, timing.grainMs);
    times.push(Math.floor(time / timing.grainMs) * timing.grainMs);
  }
  return times.reverse();
}

/** An endless sequence of times after `from`, oldest first. */
export function* toArrivals(random: Random, from: number, timing: JobTiming): Generator<number, undefined> {
  let time = from + soon(random, timing);
  for (;;) {
    yield Math.ceil(time / timing.grainMs) * timing.grainMs;
    if (!random.chance(TIE)) time += gap(random, timing.arrivalGapMs, timing.grainMs);
  }
}

/** The distance of the nearest job from the start: one job has just begun, and another one begins soon. */
function soon(random: Random, timing: JobTiming): number {
  return timing.grainMs + timing.arrivalGapMs * (0.1 + 0.3 * random.next());
}

function gap(random: Random, meanMs: number, grainMs: number): number {
  return grainMs - Math.log(1 - random.next()) * meanMs;
}
