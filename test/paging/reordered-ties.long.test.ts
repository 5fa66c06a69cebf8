import { describe, expect, it } from 'vitest';
import { failedWalks, REORDERED_LISTS } from './reordered-ties.js';

const RUNS = 3000;

describe.each(REORDERED_LISTS)('%s: a list with another order of equal times at each call', (_, options) => {
  it.each([true, false])(
    'shows every row once or fails (nothing comes or goes: %s)',
    { timeout: 300_000 },
    async (isStill) => {
      expect(await failedWalks(options, { isStill }, RUNS)).toBeLessThan(RUNS / 2);
    },
  );
});
