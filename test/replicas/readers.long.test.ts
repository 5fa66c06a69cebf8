import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { Random } from '../paging/random.js';
import { isPostgresInstalled } from '../support/postgres.js';
import { recordFigures } from './figures.js';
import { startReplicaFleet, type ReplicaFleet } from './fleet.js';
import { Turmoil } from './turmoil.js';

/** JOBGRAPH_SECONDS: how long replicas are killed and started. */
const SECONDS = Number(process.env['JOBGRAPH_SECONDS'] ?? 60);
const SEED = Number(process.env['JOBGRAPH_SEED'] ?? 1);
const REPLICAS = 4;
const TAKE_OVER_MS = 30_000;
const SIZE = {
  cssClusters: 3,
  cssLargest: 30,
  dwsClusters: 2,
  dwsLargest: 20,
  geminiDbJobs: 60,
  geminiDbRecentJobs: 30,
};

const isInstalled = await isPostgresInstalled();
beforeEach(({ skip }) => {
  skip(!isInstalled, 'PostgreSQL is not installed');
});

/** One call for a list. Each process has a key of its own, so that the provider can distinguish them. */
interface ListCall {
  readonly list: string;
  readonly key: string;
  readonly at: number;
}

const keyOf = (number: number) => ({ accessKeyId: `REPLICA${number}`, secretAccessKey: 'secret' });

/** Starts Huawei's clouds, with as many keys as processes may start. */
async function start() {
  const projectIds = new Set<string>();
  const keys = Array.from({ length: 500 }, (_, number) => ({ ...keyOf(number), projectIds: [...PROJECTS] }));
  const fleet = await startReplicaFleet({}, (one) => one, { size: SIZE, keys });
  for (const account of fleet.clouds.accounts) if ('projectId' in account) projectIds.add(account.projectId);
  expect(projectIds).toEqual(PROJECTS);
  return fleet;
}

/** The projects of the simulated accounts. */
const PROJECTS = new Set([
  '0b06d044ea4f49f1a58b2bed2b0084bd',
  '9a7e3c51d2f84b60a1c9e8d7f6b5a403',
  '5f1c2d8e9b0a4c7788d34e6f90a1b2c3',
]);

function configOf({ clouds, url }: ReplicaFleet, number: number): object {
  const withKey = (account: SimulatedAccount) => ({ ...account, auth: keyOf(number) });
  const accounts = clouds.accounts.filter(({ provider }) => provider !== 'qingcloud').map(withKey);
  return { accounts, store: { postgres: url, refreshSeconds: 5 } };
}

/** Records all calls, and how often a list was called by two processes at once. */
function watchLists({ clouds }: ReplicaFleet) {
  const calls: ListCall[] = [];
  const running = new Map<string, string>();
  const watched = { calls, collisions: 0 };
  clouds.intercept(async ({ cloud, path, headers }, respond) => {
    const list = `${cloud} ${path}`;
    const [, key = ''] = /Access=(\w+)/.exec(String(headers.authorization)) ?? [];
    const other = running.get(list);
    if (other !== undefined && other !== key) watched.collisions++;
    running.set(list, key);
    calls.push({ list, key, at: performance.now() });
    await sleep(50);
    if (running.get(list) === key) running.delete(list);
    return respond();
  });
  return watched;
}

/** How long each list was not read after its reader was killed, in milliseconds. */
function takeOversOf(calls: readonly ListCall[], kills: ReadonlyMap<string, number>): readonly number[] {
  return [...Map.groupBy(calls, ({ list }) => list).values()].flatMap((all) =>
    all.flatMap(({ key, at }, index) => {
      const previous = all[index - 1]?.key;
      const killedAt = previous === undefined || previous === key ? undefined : kills.get(previous);
      return killedAt !== undefined && killedAt < at ? [at - killedAt] : [];
    }),
  );
}

it('a list is read in the background by one replica at a time, and by another one within 30 s after a kill', async () => {
  const fleet = await start();
  const watched = watchLists(fleet);
  const { calls } = watched;
  const random = new Random(SEED);
  const turmoil = new Turmoil(fleet, {
    count: REPLICAS,
    random,
    happenings: ['kill'],
    pauseMs: () => 2000 + random.below(14_000),
    configOf: (number) => configOf(fleet, number),
  });
  await turmoil.begin();
  await expect.poll(() => new Set(calls.map(({ list }) => list)).size, { timeout: 30_000 }).toBeGreaterThan(10);
  await turmoil.run(performance.now() + SECONDS * 1000);
  const lists = new Set(calls.map(({ list }) => list));
  const end = performance.now();
  const isRead = (list: string) => calls.some((call) => call.list === list && call.at > end);
  await expect.poll(() => [...lists].filter((list) => !isRead(list)), { timeout: TAKE_OVER_MS }).toEqual([]);

  const killed = turmoil.lives.filter(({ endedAt }) => endedAt < Infinity);
  const kills = new Map(killed.map(({ number, endedAt }) => [keyOf(number).accessKeyId, endedAt]));
  const takeOvers = takeOversOf(calls, kills);
  const counts = { kills: kills.size, lists: lists.size, calls: calls.length, takeOvers: takeOvers.length };
  const longestMs = Math.round(Math.max(0, ...takeOvers));
  recordFigures({ ...counts, longestMs, collisions: watched.collisions, changes: changesOf(calls) });
  expect(watched.collisions).toBe(0);
  expect(takeOvers.length).toBeGreaterThan(0);
  expect(longestMs).toBeLessThan(TAKE_OVER_MS);
  // A kill and a start move a list at most once each: more would be two readers in turns.
  expect(changesOf(calls)).toBeLessThanOrEqual(2 * (kills.size + REPLICAS));
});

/** How often the reader of a list changed, at the list where it changed most. */
function changesOf(calls: readonly ListCall[]): number {
  const changes = [...Map.groupBy(calls, ({ list }) => list).values()].map(
    (all) => all.filter(({ key }, index) => index > 0 && all[index - 1]?.key !== key).length,
  );
  return Math.max(...changes);
}
