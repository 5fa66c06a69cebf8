import { expect } from 'vitest';
import type { AccountState } from '../../src/simulator/index.js';
import { StoreError } from '../../src/store/database.js';
import type { Store } from '../../src/store/store.js';
import type { StoredFleet } from './stored-fleet.js';
import { type JobPage, walkNodes } from './stored-walk.js';

/** The last page of a walk after which something happens. */
const LAST_CHANGE = 50;
export const SIZE = {
  cssClusters: 3,
  cssLargest: 24,
  dwsClusters: 3,
  dwsLargest: 24,
  geminiDbInstances: 3,
  geminiDbJobs: 40,
  geminiDbRecentJobs: 30,
  qingCloudClusters: 4,
  qingCloudJobs: 40,
};

const FILTERS: readonly (object | undefined)[] = [
  undefined,
  undefined,
  { statuses: ['SUCCEEDED'] },
  { statuses: ['FAILED', 'RUNNING', 'PENDING'] },
  { providers: ['HUAWEI_DWS', 'QINGCLOUD'] },
  { createdAfter: '2026-11-10T00:00:00Z' },
];

export type Random = (below: number) => number;

export function createRandom(seed: number): Random {
  let state = (seed * 7919) % 2_147_483_647;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** One thing that happens between two pages. */
async function happen(fleet: StoredFleet, random: Random): Promise<void> {
  // Times are milliseconds: what changes in the millisecond of a reading may or may not be in its copy.
  fleet.pass(1);
  const pick = <T>(values: readonly T[]) => values[random(values.length)];
  const account = pick(fleet.clouds.states);
  const scope = pick(account?.scopes() ?? []);
  if (!account || scope === undefined) return;
  const isOwnList = account.cloud === 'css' || account.cloud === 'dws';
  const cluster = isOwnList ? scope : pick(account.clusters())?.id;
  const jobs = account.jobs(scope);
  const job = pick(jobs);
  const kind = random(8);
  if (kind <= 2 && cluster !== undefined) account.insertJob(scope, [cluster]);
  else if (kind === 3 && job && !hasTwin(account, jobs, job.createdAt)) account.deleteJob(job.key);
  else if (kind === 4 && job) account.changeJob(job.key, { finishesAt: fleet.clouds.clock.now() });
  else if (kind === 5) await fleet.sync(new Set(account.scopes().slice(0, 1 + random(3))));
  else if (kind === 6) await fleet.sync(new Set(['clusters']));
  else if (kind === 7) await fleet.sync();
}

/** DWS tasks of one time are numbered. The numbers stay valid until one of the tasks is deleted. */
function hasTwin({ cloud }: AccountState, jobs: readonly { createdAt: number | null }[], time: number | null): boolean {
  return cloud === 'dws' && jobs.filter(({ createdAt }) => createdAt === time).length > 1;
}

const broken = () => Promise.reject(new StoreError('broken'));

/** The store as the next page finds it: as it is, broken, or not there. */
function withoutStore(store: Store, random: Random): Store | undefined {
  if (random(2) === 0) return undefined;
  return { ...store, list: broken, freshness: broken, writeJobs: broken, writeClusters: broken };
}

/** One cloud returns invalid responses from now on. */
function breakCloud({ clouds }: StoredFleet, random: Random): void {
  const name = (['css', 'dws', 'geminidb', 'qingcloud'] as const)[random(4)];
  clouds.intercept(({ cloud }) => (cloud === name ? { status: 200, body: '?' } : undefined));
}

export interface Schedule {
  readonly direction: 'forward' | 'backward';
  readonly seed: number;
  readonly hasOutages: boolean;
}

async function walkMixed(
  fleet: StoredFleet,
  { direction, hasOutages }: Schedule,
  filter: object | undefined,
  random: Random,
) {
  const ages = [0, 3600, 3600, 30][random(4)];
  return walkNodes(fleet, {
    direction,
    filter,
    size: 4 + random(30),
    mayFail: hasOutages,
    stalenessOf: () => (random(3) === 0 ? (ages ?? 0) : ([0, 3600, 30][random(3)] ?? 0)),
    between: async (page) => {
      fleet.clouds.clearIntercepts();
      fleet.handle.current = fleet.store;
      // A walk in small pages would never reach the newest row of growing lists.
      if (page > LAST_CHANGE) return;
      fleet.pass(1000 * (1 + random(40)));
      for (let count = random(4); count > 0; count--) await happen(fleet, random);
      if (hasOutages && random(3) === 0) breakCloud(fleet, random);
      if (random(6) === 0) fleet.handle.current = withoutStore(fleet.store, random);
    },
  });
}

/** A DWS task that starts gets another id, and the next task that waits may get its old one. */
function hasStarted({ createdAt }: JobPage['nodes'][number]): boolean {
  return createdAt !== null;
}

/** The relative order of what two walks share: of all jobs, or in each cluster where an outage left lists behind. */
function orders(nodes: JobPage['nodes'], shared: ReadonlySet<string>, isByCluster: boolean): unknown {
  const common = nodes.filter(({ id }) => shared.has(id));
  const groups = Map.groupBy(common, ({ clusters }) => (isByCluster ? (clusters?.[0]?.id ?? '') : ''));
  return Object.fromEntries([...groups].map(([name, jobs]) => [name, jobs.map(({ id }) => id)]).toSorted());
}

/** Walks in one random order of pages and changes, and compares what it saw with what is listed. */
export async function runSchedule(fleet: StoredFleet, schedule: Schedule): Promise<void> {
  const { seed, direction, hasOutages } = schedule;
  const random = createRandom(seed);
  const filter = FILTERS[random(FILTERS.length)];
  const live = () => walkNodes(fleet, { direction, filter, size: 100, stalenessOf: () => 0 });
  // The walk shows what was listed at its `asOf`: that is the age of the oldest copy, or later.
  await fleet.sync();
  const start = await live();
  for (let count = random(4); count > 0; count--) await happen(fleet, random);
  fleet.pass(1000 * random(60));
  const seen = await walkMixed(fleet, schedule, filter, random);
  fleet.clouds.clearIntercepts();
  fleet.handle.current = fleet.store;
  const end = await live();
  const label = `schedule ${seed}, ${direction}, ${JSON.stringify(filter)}`;
  const ids = new Set(seen.map(({ id }) => id));
  expect(
    seen.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index),
    `${label}: seen twice`,
  ).toEqual([]);
  const before = new Set(start.filter(hasStarted).map(({ id }) => id));
  expect(
    end.filter(({ id }) => before.has(id) && !ids.has(id)).map(({ id }) => id),
    `${label}: missed`,
  ).toEqual([]);
  const shared = new Set(end.filter((job) => hasStarted(job) && ids.has(job.id)).map(({ id }) => id));
  expect(orders(seen, shared, hasOutages), `${label}: order`).toEqual(orders(end, shared, hasOutages));
}

/** Schedules over one fleet, which grows with each. */
const SCHEDULES_PER_FLEET = 4;

/** Runs schedules one after the other. */
export async function runSchedules(
  seeds: readonly number[],
  start: (fleetNumber: number) => Promise<StoredFleet>,
): Promise<void> {
  let fleet: StoredFleet | undefined;
  try {
    for (const seed of seeds) {
      if (!fleet || seed % SCHEDULES_PER_FLEET === 1) {
        await fleet?.close();
        fleet = await start(Math.floor(seed / SCHEDULES_PER_FLEET));
      }
      const direction = seed % 3 === 0 ? 'backward' : 'forward';
      await runSchedule(fleet, { seed, direction, hasOutages: seed % 4 === 0 });
    }
  } finally {
    await fleet?.close();
  }
}
