import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../paging/random.js';
import { isPostgresInstalled } from '../support/postgres.js';
import { recordFigures } from './figures.js';
import { startReplicaFleet, type Replica, type ReplicaFleet } from './fleet.js';
import { Turmoil } from './turmoil.js';

/** Random orders. JOBGRAPH_SCHEDULES and JOBGRAPH_FIRST_SCHEDULE choose other ones, JOBGRAPH_SECONDS how long each lasts. */
const RUNS = Number(process.env['JOBGRAPH_SCHEDULES'] ?? 6);
const FIRST = Number(process.env['JOBGRAPH_FIRST_SCHEDULE'] ?? 1);
const SECONDS = Number(process.env['JOBGRAPH_SECONDS'] ?? 20);
const SEEDS = Array.from({ length: RUNS }, (_, index) => FIRST + index);

/** The most rejections of a credential that a provider receives while the replicas act as one. */
const MOST = 5;
const SEARCH = 'search-prod';
const WAREHOUSE = 'warehouse';
const QUERY = `{ clusters(first: 5, filter: { accounts: ["${SEARCH}", "${WAREHOUSE}"] }) { unavailable { code } } }`;

const isInstalled = await isPostgresInstalled();
beforeEach(({ skip }) => {
  skip(!isInstalled, 'PostgreSQL is not installed');
});

interface Rejections {
  readonly key: number[];
  readonly password: number[];
}

/** When the provider rejected a signature or a password. */
function countRejections({ clouds }: ReplicaFleet): Rejections {
  const rejections: Rejections = { key: [], password: [] };
  clouds.intercept(({ cloud }, respond) => {
    const reply = respond();
    if (reply.status === 401) (cloud === 'iam' ? rejections.password : rejections.key).push(performance.now());
    return reply;
  });
  return rejections;
}

function withWrongCredentials(account: Account): Account | undefined {
  const auth = toObject(account['auth']);
  if (account.name === SEARCH) return { ...account, auth: { ...auth, secretAccessKey: 'wrong' } };
  if (account.name !== WAREHOUSE) return undefined;
  return { ...account, auth: { iam: { ...toObject(auth['iam']), password: 'wrong' } } };
}

type Account = Readonly<Record<string, unknown>> & { readonly name: string };

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' ? { ...value } : {};
}

async function queryUntil({ run }: Replica, isOver: () => boolean): Promise<void> {
  while (!isOver() && (await run(QUERY)) !== undefined) await sleep(20);
}

describe('a wrong key and a wrong password', () => {
  it.each(SEEDS)(
    'are rejected by their provider a few times, in any order of starts, kills and outages: order %i',
    async (seed) => {
      const random = new Random(seed);
      const count = 1 + (seed % 6);
      const fleet = await startReplicaFleet({}, withWrongCredentials);
      const rejections = countRejections(fleet);
      let isOver = false;
      const turmoil = new Turmoil(fleet, {
        count,
        random,
        happenings: seed % 3 === 0 ? ['kill', 'stop'] : ['kill', 'stop', 'outage', 'outage'],
        pauseMs: () => 200 + random.below(2000),
        outageMs: () => random.below(4000),
        started: ({ replica }) => void queryUntil(replica, () => isOver),
      });
      // Some replicas start while the first ones try the credentials.
      await turmoil.begin();
      await turmoil.run(performance.now() + SECONDS * 1000);
      isOver = true;
      const { key, password } = rejections;
      const events = { processes: turmoil.lives.length, outages: turmoil.outages.length };
      recordFigures({ seed, count, ...events, key: key.length, password: password.length });
      expectFew(key, turmoil);
      expectFew(password, turmoil);
    },
  );
});

/** Five, and in an outage one for each process that ran in it. */
function expectFew(times: readonly number[], { lives, outages }: Turmoil): void {
  const alone = outages.map(({ from, until }) => lives.filter((life) => life.startedAt < until && life.endedAt > from));
  expect(times.length).toBeLessThanOrEqual(alone.reduce((most, { length }) => most + length, MOST));
  const isShared = (time: number) => !outages.some(({ from, until }) => time > from && time < until);
  expect(times.filter(isShared).length).toBeLessThanOrEqual(MOST);
}
