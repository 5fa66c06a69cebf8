import { describe, expect, it, onTestFinished } from 'vitest';
import { Random } from '../paging/random.js';
import { type Engine, startPostgresEngine, startSqliteEngine } from './engines.js';
import { ScheduleWorld } from './schedule-world.js';

/** The number of schedules, over both databases. JOBGRAPH_SCHEDULES changes it, and JOBGRAPH_SEED the first seed. */
const SCHEDULES = Number(process.env['JOBGRAPH_SCHEDULES'] ?? 5);
const FIRST_SEED = Number(process.env['JOBGRAPH_SEED'] ?? 1);

const ENGINES: Readonly<Record<string, () => Promise<Engine | undefined>>> = {
  SQLite: startSqliteEngine,
  'PostgreSQL with two servers': startPostgresEngine,
};

describe('every change is received once and in order, over kills of subscribers, servers and databases', () => {
  it.each(Object.entries(ENGINES))(
    'over %s',
    async (name, startEngine) => {
      const engine = await startEngine();
      if (!engine) return;
      onTestFinished(() => engine.close());
      const world = await ScheduleWorld.open(engine);
      onTestFinished(() => world.close());
      const isLast = name !== 'SQLite';
      const count = isLast ? Math.floor(SCHEDULES / 2) : Math.ceil(SCHEDULES / 2);
      for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
        try {
          await world.run(new Random(seed));
        } catch (error) {
          throw new Error(`Schedule ${seed} failed after ${world.report()}`, { cause: error });
        }
      }
      process.stdout.write(`${name}: ${count} schedules, ${await world.check()}\n`);
      const tooOld = [{ extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('older') as unknown }];
      expect(await world.comeBackLate()).toMatchObject([tooOld, [], tooOld, []]);
    },
    60_000 + SCHEDULES * 30_000,
  );
});
