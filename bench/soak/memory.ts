import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';

/** The memory of a process in MB: the heap after a garbage collection, and the resident set. */
export interface Held {
  readonly heldMb: number;
  readonly residentMb: number;
}

export async function measure(child: ChildProcess): Promise<Held> {
  const reply = once(child, 'message', { signal: AbortSignal.timeout(30_000) });
  child.send('held?');
  const [held] = (await reply) as [Held];
  return held;
}

// Running requests hold memory too, so the minimum of many samples is compared.
const HELD_TOLERANCE_MB = 5;
const RESIDENT_TOLERANCE = 1.2;

/**
 * Whether memory did not grow: compares the last quarter of the samples with the second one. The first quarter is left
 * out, because code is still being compiled and the heap reaches its size.
 */
export function isFlat(samples: readonly Held[]): boolean {
  const quarter = Math.floor(samples.length / 4);
  if (quarter < 2) return true;
  const [early, late] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)];
  const least = (some: readonly Held[], name: keyof Held) => Math.min(...some.map((held) => held[name]));
  return (
    least(late, 'heldMb') <= least(early, 'heldMb') + HELD_TOLERANCE_MB &&
    least(late, 'residentMb') <= least(early, 'residentMb') * RESIDENT_TOLERANCE
  );
}
