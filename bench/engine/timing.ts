import { setImmediate as nextTurn } from 'node:timers/promises';
import { medianOf } from '../statistics.js';

const LEAST_RUNS = 15;
const LEAST_MS = 150;

/** The median time of one run in microseconds. What was slow at first is run until it is not. */
export async function medianUs(run: () => unknown): Promise<number> {
  const [median = Number.NaN] = await mediansUs([run]);
  return median;
}

/** The same for several that are to be compared: they take turns, so that a busy moment touches all of them. */
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

/** The time of one run of something too short to be timed alone, in microseconds. */
export async function medianUsOfMany(run: () => void, times = 1000): Promise<number> {
  const total = await medianUs(() => {
    for (let count = 0; count < times; count++) run();
  });
  return total / times;
}

/** What is being measured: a local variable might let go of it too soon, or of the last one too late. */
let held: unknown;

/** Kilobytes that stay alive while the result is held. */
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

/** Promises that have just been settled keep what they were settled with for a moment. */
async function collect(gc: NodeJS.GCFunction): Promise<void> {
  for (let count = 0; count < 3; count++) {
    await nextTurn();
    gc();
  }
}
