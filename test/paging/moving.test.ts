import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLong, runs } from '../support/long.js';
import { LISTS, NEAR_WALL } from './styles.js';
import type { MovingListOptions } from './moving-list.js';
import { Schedule } from './schedule.js';

/** Runs one schedule again: `JOBGRAPH_SCHEDULE=<seed> npm test -- test/paging/moving.test.ts`. */
const only = process.env['JOBGRAPH_SCHEDULE'];
const RUNS = Number(process.env['JOBGRAPH_SCHEDULES'] ?? runs(50, 400));

/**
 * Lists that lose a third of their rows while one page is read may be given up, with an error and for that page only.
 * At most 0.7 % of 5,000 schedules were seen for a list.
 */
const MOST_GIVEN_UP = 0.01;
const SHORT_PAGES = 'CSS jobs, limit capped in silence';
/**
 * With ten or twenty rows to a page and no total, many pages have rows of one time only. While rows come and go, nothing
 * shows then that two pages hold all rows of that time: such a page is an error. 1.2 % were seen.
 */
const MOST_OF_SHORT_PAGES = 0.03;
/** Most sets of merged lists have one with such pages. 1.1 % were seen. */
const MOST_OF_MERGED = 0.02;

async function checkSchedules(
  options: (seed: number) => readonly MovingListOptions[],
  mostGivenUp = MOST_GIVEN_UP,
): Promise<void> {
  let givenUp = 0;
  const check = async (seed: number) => {
    const schedule = new Schedule(seed, options(seed));
    expect(await schedule.run(), `JOBGRAPH_SCHEDULE=${seed}`).toEqual([]);
    givenUp += schedule.givenUp;
  };
  if (only !== undefined) return check(Number(only));
  // Without bias, because fast-check would repeat small seeds, and count the same schedule several times. `npm test` always
  // runs the same schedules, because the bound on a rate would sometimes reject a few random ones.
  const parameters = { numRuns: RUNS, ...(!isLong && { seed: 1 }) };
  await fc.assert(fc.asyncProperty(fc.noBias(fc.nat()), check), parameters);
  // A few runs measure the rate only roughly: three standard deviations more are allowed.
  const expected = RUNS * mostGivenUp;
  expect(givenUp).toBeLessThanOrEqual(expected + 3 * Math.sqrt(expected));
}

describe('A walk over a changing list loses no row, repeats none and keeps their order', { timeout: 300_000 }, () => {
  it.each(Object.keys(LISTS))('%s', async (name) => {
    const options = LISTS[name];
    if (!options) throw new Error(name);
    await checkSchedules(() => [options], name === SHORT_PAGES ? MOST_OF_SHORT_PAGES : MOST_GIVEN_UP);
  });

  it('tasks without an identity of their own', async () => {
    const options = LISTS['DWS tasks'];
    if (!options) throw new Error('DWS tasks');
    await checkSchedules(() => [{ ...options, twins: true }]);
  });

  it.each([undefined, 10])(
    'CSS jobs with a near documented reach and limits lowered to %s without an error',
    async (limitCap) => {
      if (limitCap === undefined) await checkSchedules(() => [NEAR_WALL]);
      else await checkSchedules(() => [{ ...NEAR_WALL, limitCap }], MOST_OF_SHORT_PAGES);
    },
  );

  it('many lists merged', async () => {
    const all = Object.values(LISTS);
    await checkSchedules(
      (seed) => Array.from({ length: 2 + (seed % 7) }, (_, index) => all[(seed + index) % all.length] ?? fail()),
      MOST_OF_MERGED,
    );
  });
});

function fail(): never {
  throw new Error('no such list');
}
