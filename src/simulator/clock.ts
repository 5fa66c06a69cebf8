/** The time in the simulated clouds: milliseconds since 1970 UTC. It never goes back. */
export interface SimulatedClock {
  /** The start of the simulation. Events before it are history; events after it happen as time passes. */
  readonly startedAt: number;
  now(): number;
  advance(ms: number): void;
}

/** Runs with real time from now on; `advance` jumps ahead. */
export function createRunningClock(): SimulatedClock {
  const startedAt = Date.now();
  let aheadMs = 0;
  return {
    startedAt,
    now: () => Date.now() + aheadMs,
    advance: (ms) => {
      aheadMs += forward(ms);
    },
  };
}

/** Stands at `startedAt` until it is advanced. */
export function createFrozenClock(startedAt: number): SimulatedClock {
  let now = startedAt;
  return {
    startedAt,
    now: () => now,
    advance: (ms) => {
      now += forward(ms);
    },
  };
}

function forward(ms: number): number {
  if (!(ms >= 0)) throw new RangeError(`A clock is advanced by 0 or more milliseconds, not by ${ms}.`);
  return ms;
}
