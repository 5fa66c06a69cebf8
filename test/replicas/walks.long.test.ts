import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSchedules, SIZE } from '../graph/stored-schedule.js';
import { Random } from '../paging/random.js';
import { startPostgres, type PostgresServer } from '../support/postgres.js';
import { recordFigures } from './figures.js';
import { startReplicatedFleet } from './replicated-fleet.js';

/** Random schedules. JOBGRAPH_SCHEDULES and JOBGRAPH_FIRST_SCHEDULE choose other ones. */
const RUNS = Number(process.env['JOBGRAPH_SCHEDULES'] ?? 12);
const FIRST = Number(process.env['JOBGRAPH_FIRST_SCHEDULE'] ?? 1);
const SEEDS = Array.from({ length: RUNS }, (_, index) => FIRST + index);

let postgres: PostgresServer | undefined;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.close());

it('a walk whose pages go to replicas at random shows every job that remains exactly once, in order', async (context) => {
  context.skip(!postgres, 'PostgreSQL is not installed');
  const url = postgres?.url ?? '';
  const random = new Random(FIRST);
  await runSchedules(SEEDS, (number) => {
    recordFigures({ schedules: 4 * number, at: new Date().toISOString() });
    const place = { postgres: url, schema: `fleet${number}`, replicas: 2 + (number % 3) };
    return startReplicatedFleet({ ...place, random, size: SIZE, seed: `fleet ${number}` });
  });
  expect(SEEDS.length).toBe(RUNS);
}, 7_200_000);
