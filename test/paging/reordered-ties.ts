import fc from 'fast-check';
import { expect } from 'vitest';
import type { MovingListOptions } from './moving-list.js';
import { Schedule, type ScheduleTraits } from './schedule.js';
import { LISTS } from './styles.js';

/** Lists that come in pages. */
export const REORDERED_LISTS = Object.entries(LISTS).filter(([, { style }]) => style.unit !== 'whole');

/** How many of the walks failed. Fails if one of them missed a row, repeated one or lost its order. */
export async function failedWalks(options: MovingListOptions, traits: ScheduleTraits, runs: number): Promise<number> {
  let failed = 0;
  const check = async (seed: number) => {
    const schedule = new Schedule(seed, [options], { ...traits, reordersTies: true });
    expect(await schedule.run(), `seed ${seed}`).toEqual([]);
    failed += schedule.givenUp;
  };
  await fc.assert(fc.asyncProperty(fc.noBias(fc.nat()), check), { numRuns: runs });
  return failed;
}
