import { describe, it } from 'vitest';
import { runs } from '../support/long.js';
import { startStoredFleet } from './stored-fleet.js';
import { runSchedules, SIZE } from './stored-schedule.js';

/** Random schedules. JOBGRAPH_SCHEDULES and JOBGRAPH_FIRST_SCHEDULE choose other ones. */
const RUNS = Number(process.env['JOBGRAPH_SCHEDULES'] ?? runs(4, 40));
const FIRST = Number(process.env['JOBGRAPH_FIRST_SCHEDULE'] ?? 1);
const SEEDS = Array.from({ length: RUNS }, (_, index) => FIRST + index);

describe('A walk over stored and live pages in any mixture', () => {
  it('shows every job that remains exactly once, in order, while lists change, fail and recover', async () => {
    await runSchedules(SEEDS, (number) => startStoredFleet(SIZE, `fleet ${number}`));
  }, 7_200_000);
});
