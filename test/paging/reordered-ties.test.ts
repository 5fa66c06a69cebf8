import { describe, expect, it } from 'vitest';
import { runs } from '../support/long.js';
import { listOf, NOW, SECOND } from './lists.js';
import { Random } from './random.js';
import { failedWalks, REORDERED_LISTS } from './reordered-ties.js';
import { walkAll } from './walking.js';

const RUNS = runs(10, 300);

/** Groups of `group` rows have one time, and their rows come in another order at each call. */
function reordered(kind: string, size: number, group: number) {
  const list = listOf(
    kind,
    Array.from({ length: size }, (_, index) => NOW - Math.floor(index / group) * SECOND),
  );
  list.tieOrder = new Random(7);
  return list;
}

describe.each(REORDERED_LISTS)('%s: a list with another order of equal times at each call', (_, options) => {
  it('returns every row once or fails, while the list does not change', async () => {
    await failedWalks(options, { isStill: true }, RUNS);
  });

  it('returns every row once or fails, while rows are added and deleted', async () => {
    await failedWalks(options, {}, RUNS);
  });
});

describe('A list with another order of equal times at each call', () => {
  it.each([
    ['QingCloud jobs', 230, 45],
    ['DWS tasks', 230, 45],
    ['CSS jobs', 230, 45],
    ['GeminiDB jobs', 230, 23],
  ])('is read completely if one call can return all rows of a time: %s', async (kind, size, group) => {
    for (const direction of ['forward', 'backward'] as const) {
      for (const pageSize of runs([20, 100], [1, 20, 33, 100])) {
        const list = reordered(kind, size, group);
        const setting = { lists: [list], direction, pageSize: () => pageSize, now: () => NOW, stopsAtFailure: true };
        const { seen } = await walkAll(setting);
        expect(new Set(seen.map(({ key }) => key)).size, `${direction} ${pageSize}`).toBe(size);
        expect(seen).toHaveLength(size);
      }
    }
  });

  it('is an error, never a short list, if no call can return all rows of a time', async () => {
    const list = reordered('QingCloud jobs', 400, 250);
    const setting = { lists: [list], direction: 'forward', pageSize: () => 100, now: () => NOW } as const;
    await expect(walkAll({ ...setting, stopsAtFailure: true })).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
  });
});
