import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';

/** What a process holds at a moment, in MB: after a collection of garbage, and altogether. */
export interface Held {
  readonly heldMb: number;
  readonly residentMb: number;
}

export async function measure(child: ChildProcess): Promise<Held> {
  const answer = once(child, 'message', { signal: AbortSignal.timeout(30_000) });
  child.send('held?');
  const [held] = (await answer) as [Held];
  return held;
}

// A moment's requests are part of it, so the least of many moments is what stays.
const HELD_TOLERANCE_MB = 5;
const RESIDENT_TOLERANCE = 1.2;

/**
 * Whether memory is flat: what is held, and what is resident, in the last quarter of the time beside the second
 * quarter. The first one is left out: code is compiled there, and the heap finds its size.
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
