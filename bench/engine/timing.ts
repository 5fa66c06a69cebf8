import { setImmediate as nextTurn } from 'node:timers/promises';
import { medianOf } from '../statistics.js';

const LEAST_RUNS = 15;
const LEAST_MS = 150;

/** The median time of one run in microseconds, after a warm-up. */
export async function medianUs(run: () => unknown): Promise<number> {
  const [median = Number.NaN] = await mediansUs([run]);
  return median;
}

/** The same for several functions to be compared. Their runs alternate, so that other load on the machine affects all equally. */
export async function mediansUs(runs: readonly (() => unknown)[]): Promise<readonly number[]> {
  const [warm, times] = [createTimes(runs), createTimes(runs)];
  await takeTurns(runs, warm, LEAST_MS / 2);
  await takeTurns(runs, times, LEAST_MS * runs.length);
  return times.map(medianOf);
}

function createTimes(runs: readonly unknown[]): number[][] {
  return runs.map(() => []);
}

async function takeTurns(runs: readonly (() => unknown)[], times: readonly number[][], ms: number): Promise<void> {
  const until = performance.now() + ms;
  for (let turn = 0; performance.now() < until || turn < LEAST_RUNS; turn++) {
    for (const [index, run] of runs.entries()) {
      const began = performance.now();
      await run();
      times[index]?.push((performance.now() - began) * 1000);
    }
  }
}

/** The median time of one run in microseconds, for functions that are too short to be timed alone. */
export async function medianUsOfMany(run: () => void, times = 1000): Promise<number> {
  const total = await medianUs(() => {
    for (let count = 0; count < times; count++) run();
  });
  return total / times;
}

/** The measured value. A module variable, because the lifetime of a local variable is up to the compiler. */
let held: unknown;

/** The memory in kilobytes that the result of `make` keeps alive. */
export async function heldKb(make: () => Promise<unknown>): Promise<number> {
  const { gc } = globalThis;
  if (!gc) throw new Error('Run with --expose-gc.');
  const makeHeld = () => make().then((made) => void (held = made));
  await makeHeld();
  held = undefined;
  await collect(gc);
  const before = process.memoryUsage().heapUsed;
  await makeHeld();
  await collect(gc);
  const isHeld = held !== undefined;
  return isHeld ? (process.memoryUsage().heapUsed - before) / 1024 : Number.NaN;
}

/** Collects garbage several times, because a promise keeps its value alive for a short time after it has settled. */
async function collect(gc: NodeJS.GCFunction): Promise<void> {
  for (let count = 0; count < 3; count++) {
    await nextTurn();
    gc();
  }
}
