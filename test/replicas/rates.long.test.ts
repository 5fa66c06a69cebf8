import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../paging/random.js';
import { isPostgresInstalled } from '../support/postgres.js';
import { recordFigures } from './figures.js';
import { queryWithoutPause, startReplicaFleet, type QueryResult, type Replica } from './fleet.js';
import { largestBurst } from './together.js';
import { Turmoil, type Happening } from './turmoil.js';

const SEARCH = 'search-prod';
const HOURLY = { requests: 2000, perSeconds: 3600 };
const SHORT = { requests: 200, perSeconds: 10 };
/** JOBGRAPH_SECONDS: how long each case lasts. */
const SECONDS = Number(process.env['JOBGRAPH_SECONDS'] ?? 12);
const SEED = Number(process.env['JOBGRAPH_SEED'] ?? 1);

const isInstalled = await isPostgresInstalled();
beforeEach(({ skip }) => {
  skip(!isInstalled, 'PostgreSQL is not installed');
});

const query = (count: number) =>
  `{ cloudAccount(name: "${SEARCH}") { clusters(first: ${1 + (count % 90)}) { nodes { id } } } }`;

type Rate = typeof HOURLY;

/** Processes that get queries without a pause. `times`: when the provider received each call. */
async function callFor(rate: Rate, count: number, happenings: readonly Happening[]) {
  const fleet = await startReplicaFleet({ replicas: count }, (one) =>
    one.name === SEARCH ? { ...one, rate } : undefined,
  );
  const times: number[] = [];
  fleet.clouds.intercept(() => {
    times.push(performance.now());
    return undefined;
  });
  const random = new Random(SEED);
  let isOver = false;
  const running: Promise<readonly QueryResult[]>[] = [];
  const turmoil = new Turmoil(fleet, {
    count,
    random,
    happenings,
    pauseMs: () => 1000 + random.below(2500),
    outageMs: () => 500 + random.below(2500),
    started: ({ replica }) => running.push(queryWithoutPause(patient(replica), query, () => isOver)),
  });
  await turmoil.begin();
  const start = performance.now();
  const end = start + SECONDS * 1000;
  if (happenings.length > 0) await turmoil.run(end);
  else await sleep(end - performance.now());
  const seconds = (performance.now() - start) / 1000;
  isOver = true;
  await Promise.all(turmoil.running.map(({ replica }) => replica.kill()));
  const results = (await Promise.all(running)).flat();
  return { times, turmoil, results, seconds };
}

/** Waits a little after an error: the next query would only have the same one. */
function patient(replica: Replica): Replica {
  return {
    ...replica,
    run: async (text) => {
      const result = await replica.run(text);
      if (result?.errors) await sleep(100);
      return result;
    },
  };
}

/** The sum of the shares that processes took while PostgreSQL could not be reached, by their logs. */
function sharesOf({ lives, outages }: Turmoil, expected: number): number {
  const shares = lives.map(({ replica: { child }, startedAt }) => {
    const parts = [...child.stderr().matchAll(/keeps to 1\/(\d+) /g)].map(([, part]) => 1 / Number(part));
    const isAlone = outages.some(({ from, until }) => startedAt > from && startedAt < until);
    return Math.max(0, ...parts, isAlone ? 1 / expected : 0);
  });
  return shares.reduce((sum, share) => sum + share, 0);
}

const RATES = [HOURLY, SHORT];
const COUNTS = [1, 2, 6];
const CASES = RATES.flatMap((rate) => COUNTS.map((count) => ({ rate, count })));

interface Case {
  readonly happenings: readonly Happening[];
}

const QUIET: readonly Case[] = [{ happenings: [] }, { happenings: ['kill', 'stop'] }];
const OUTAGES: readonly Case[] = [{ happenings: ['outage'] }, { happenings: ['outage', 'kill', 'stop'] }];

describe.each(CASES)('$count processes with $rate.requests calls per $rate.perSeconds seconds', ({ rate, count }) => {
  const refill = rate.requests / rate.perSeconds;
  const most = 1.01 * rate.requests;

  it.each(QUIET)('make no more calls than the rate allows together: $happenings', async ({ happenings }) => {
    const run = await callFor(rate, count, happenings);
    const { times, results, seconds } = run;
    const burst = largestBurst(times, 1.01 * refill);
    record({ rate, count, happenings }, run, burst);
    expect(burst).toBeLessThanOrEqual(most);
    const possible = rate.requests + refill * seconds;
    if (happenings.length === 0) expect(times.length).toBeGreaterThan(0.9 * Math.min(possible, results.length));
  });

  it.each(OUTAGES)('add no more than their shares while PostgreSQL restarts: $happenings', async ({ happenings }) => {
    const run = await callFor(rate, count, happenings);
    const { times, turmoil } = run;
    const share = sharesOf(turmoil, count);
    const burst = largestBurst(times, 2.02 * refill);
    record({ rate, count, happenings }, run, burst);
    expect(burst).toBeLessThanOrEqual(most * (1 + share));
    for (const shared of toSharedTimes(times, turmoil)) {
      expect(largestBurst(shared, 1.01 * refill)).toBeLessThanOrEqual(most);
    }
  });
});

/** The calls of each time in which all processes reached PostgreSQL. */
function toSharedTimes(times: readonly number[], { outages }: Turmoil): readonly (readonly number[])[] {
  const starts = [0, ...outages.map(({ until }) => until)];
  return starts.map((start, index) => {
    const end = outages[index]?.from ?? Infinity;
    return times.filter((time) => time > start && time < end);
  });
}

function record(
  { rate, count, happenings }: Case & { readonly rate: Rate; readonly count: number },
  { times, turmoil, results, seconds }: Awaited<ReturnType<typeof callFor>>,
  burst: number,
): void {
  const [processes, outages] = [turmoil.lives.length, turmoil.outages.length];
  const figures = { processes, outages, queries: results.length, calls: times.length, burst, seconds };
  recordFigures({ ...rate, count, happenings, ...figures });
}
