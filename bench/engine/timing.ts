import { setImmediate as nextTurn } from 'node:timers/promises';
import { medianOf } from '../summary.js';

const LEAST_RUNS = 15;
const LEAST_MS = 150;

/** The median time of one run in microseconds. What was slow at first is run until it is not. */
export async function medianUs(run: () => unknown): Promise<number> {
  for (const until = performance.now() + LEAST_MS / 2; performance.now() < until;) await run();
  const times: number[] = [];
  for (const until = performance.now() + LEAST_MS; performance.now() < until || times.length < LEAST_RUNS;) {
    const began = performance.now();
    await run();
    times.push((performance.now() - began) * 1000);
  }
  return medianOf(times);
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
  await nextTurn();
  gc();
  const before = process.memoryUsage().heapUsed;
  await makeHeld();
  await nextTurn();
  gc();
  const isHeld = held !== undefined;
  return isHeld ? (process.memoryUsage().heapUsed - before) / 1024 : Number.NaN;
}
