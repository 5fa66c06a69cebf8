import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountState, ListedJob } from '../../src/simulator/index.js';
import { Random } from '../paging/random.js';
import { runs } from '../support/long.js';
import { type Fleet, type ListedCluster, listClusters, NOW, startFleet } from './fleet.js';
import {
  isNewestFirst,
  JOB_FIELDS,
  jobsOfFleet,
  type PlacedJob,
  type SeenJob,
  statusOf,
  lineOfJob,
  lineOfNode,
} from './truth.js';
import { DIRECTIONS, type Direction, walk } from './walking.js';

const DAY = 86_400_000;
const PROVIDERS = ['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'] as const;
const CLOUDS = { HUAWEI_CSS: 'css', HUAWEI_DWS: 'dws', HUAWEI_GEMINIDB: 'geminidb', QINGCLOUD: 'qingcloud' };
const STATUSES = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'UNKNOWN'];
const ACTIONS = ['LogBackup', 'Grow', 'Create', 'Restart', 'BackupInstance', 'ResizeCluster', 'StopClusters', 'grow'];

interface Filter {
  providers?: (typeof PROVIDERS)[number][];
  accounts?: string[];
  clusters?: string[];
  statuses?: string[];
  actions?: string[];
  createdAfter?: string;
  createdBefore?: string;
}

let fleet: Fleet;
let clusters: readonly ListedCluster[];

beforeAll(async () => {
  const size = { cssLargest: 300, dwsLargest: 200, geminiDbJobs: 300, geminiDbRecentJobs: 120, qingCloudJobs: 300 };
  fleet = await startFleet({ size });
  clusters = await listClusters(fleet);
});
afterAll(() => fleet.close());

function list(filter: Filter, size: number, direction: Direction, pages?: number) {
  return walk<SeenJob>(fleet, {
    list: 'clusterJobs(…, filter: $filter) {}',
    fields: JOB_FIELDS,
    more: 'since totalCount',
    types: '$filter: FleetJobFilter',
    variables: { filter },
    size,
    direction,
    ...(pages !== undefined && { pages }),
  });
}

/** Whether a simulated job is expected in a list. `since`: the start of the list at GeminiDB, which lists only 30 days. */
function isListed({ job, state }: PlacedJob, filter: Filter, since: number): boolean {
  const isAny = <T>(choice: readonly T[] | undefined, values: readonly T[]) =>
    choice === undefined || choice.some((value) => values.includes(value));
  const names = clusters.filter(({ id }) => filter.clusters?.includes(id)).map(({ nativeId }) => nativeId);
  const time = job.createdAt ?? Infinity;
  return (
    (filter.providers?.some((provider) => CLOUDS[provider] === state.cloud) ?? true) &&
    isAny(filter.accounts, [state.name]) &&
    isAny(filter.clusters && names, job.clusterIds) &&
    isAny(filter.statuses, [statusOf(job, state)]) &&
    isAny(filter.actions, [job.action]) &&
    // A job that has not started has no time, so it matches no range of times.
    (filter.createdAfter === undefined || (job.createdAt ?? -Infinity) >= Date.parse(filter.createdAfter)) &&
    (filter.createdBefore === undefined || time < Date.parse(filter.createdBefore)) &&
    (state.cloud !== 'geminidb' || time >= since)
  );
}

function truth(filter: Filter, since: string | null | undefined): string[] {
  const from = typeof since === 'string' ? Date.parse(since) : -Infinity;
  return jobsOfFleet(fleet)
    .filter((placed) => isListed(placed, filter, from))
    .map(({ job, state }) => lineOfJob(job, state))
    .sort();
}

function randomFilter(random: Random): Filter {
  const some = <T>(values: readonly T[], most: number) =>
    Array.from({ length: random.below(most + 1) }, () => random.pick(values));
  const times = jobsOfFleet(fleet).map(({ job }) => job.createdAt ?? NOW);
  // Half of the times are exact times of jobs, because a range includes only one of its bounds.
  const time = () => new Date(random.chance(0.5) ? random.pick(times) : NOW - random.below(60 * DAY)).toISOString();
  const ids = clusters.map(({ id }) => id);
  return {
    ...(random.chance(0.4) && { providers: [...some(PROVIDERS, 2), 'QINGCLOUD', 'HUAWEI_DWS'] as const }),
    ...(random.chance(0.3) && { accounts: [...some(fleet.clouds.states, 3).map(({ name }) => name), 'nobody'] }),
    ...(random.chance(0.3) && { clusters: [...some(ids, 6), 'not an id'] }),
    ...(random.chance(0.4) && { statuses: some(STATUSES, 3) }),
    ...(random.chance(0.3) && { actions: some(ACTIONS, 4) }),
    ...(random.chance(0.5) && { createdAfter: time() }),
    ...(random.chance(0.3) && { createdBefore: time() }),
  };
}

describe('the jobs of the fleet', () => {
  it.each(Array.from({ length: runs(4, 40) }, (_, seed) => seed + 1))(
    'are complete and in order for any filter: %i',
    async (seed) => {
      const random = new Random(seed);
      const filter = randomFilter(random);
      const size = random.pick([7, 33, 100]);
      const walks = await Promise.all(DIRECTIONS.map((direction) => list(filter, size, direction)));
      for (const { nodes, errors, pages } of walks) {
        expect(errors).toEqual([]);
        expect(nodes.map(lineOfNode).sort(), JSON.stringify(filter)).toEqual(truth(filter, pages[0]?.since));
        expect(isNewestFirst(nodes)).toBe(true);
        expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => nodes.length));
      }
      const [forward, backward] = walks.map(({ nodes }) => nodes.map(({ id }) => id));
      expect(backward).toEqual(forward);
      expect(new Set(forward).size).toBe(forward?.length);
    },
  );

  it.each(PROVIDERS)('include the newest jobs of %s', async (provider) => {
    const { pages } = await list({ providers: [provider] }, 10, 'forward', 1);
    const all = jobsOfFleet(fleet).filter(({ state }) => state.cloud === CLOUDS[provider]);
    const times = all.map(({ job }) => job.createdAt ?? Infinity).sort((a, b) => b - a);
    const shown = pages[0]?.nodes.map(({ createdAt }) => (createdAt === null ? Infinity : Date.parse(createdAt)));
    expect(shown).toEqual(times.slice(0, 10));
  });

  it('reach back 30 days at GeminiDB, as `since` shows, and further with `createdAfter`', async () => {
    const since = (filter: Filter) => list(filter, 1, 'forward', 1).then(({ pages }) => pages[0]?.since);
    const providers = ['HUAWEI_GEMINIDB' as const];
    // Rounded up to a whole second, the precision of GeminiDB.
    expect(await since({})).toBe('2026-10-22T08:00:01.000Z');
    expect(await since({ providers })).toBe('2026-10-22T08:00:01.000Z');
    expect(await since({ createdBefore: '2026-11-01T00:00:00Z' })).toBe('2026-10-02T00:00:00.000Z');
    expect(await since({ createdAfter: '2026-01-01T00:00:00Z' })).toBeNull();
    expect(await since({ providers: ['QINGCLOUD'] })).toBeNull();
  });

  it('include an operation on several clusters once, with all its clusters, even if two apps list it', async () => {
    const state = fleet.clouds.state('middleware');
    const several = distinct(state, (job) => job.clusterIds.length > 1);
    expect(several.length).toBeGreaterThan(3);
    const [zookeeper = '', kafka = ''] = state.scopes();
    const listed = (id = '') => clusters.some(({ nativeId }) => nativeId === id);
    const ofTwoApps = [zookeeper, kafka].map((app) => living(state, app).find(listed) ?? '');
    const job = state.insertJob(zookeeper, ofTwoApps);
    const same = { key: job.key, action: job.action };
    const repeat = state.insertJob(kafka, ofTwoApps, same);
    const { nodes } = await list({ accounts: ['middleware'] }, 3, 'forward');
    for (const { key, clusterIds } of several) {
      const seen = nodes.filter(({ nativeId }) => nativeId === key);
      expect(seen.map((node) => node.clusters.map(({ nativeId }) => nativeId))).toEqual([clusterIds]);
    }
    expect(repeat.key).toBe(job.key);
    const seen = nodes.filter(({ nativeId }) => nativeId === job.key);
    // The operation may come from either list; each of its clusters has its own app.
    const idOf = (id: string) => clusters.find(({ nativeId }) => nativeId === id)?.id;
    expect(seen.map((node) => node.clusters.map(({ id }) => id))).toEqual([ofTwoApps.map(idOf)]);
    for (const { key } of [job, repeat]) state.deleteJob(key);
  });
});

/** The clusters of one app, each found through a job that has no other cluster. */
function living(state: AccountState, app: string): string[] {
  return state.jobs(app).flatMap(({ clusterIds }) => (clusterIds.length === 1 ? clusterIds : []));
}

function distinct(state: AccountState, is: (job: ListedJob) => boolean): ListedJob[] {
  return [...new Map(state.jobs().map((job) => [job.key, job])).values()].filter(is);
}

describe('a filter that cannot match', () => {
  it.each<[string, Filter]>([
    ['no provider', { providers: [] }],
    ['no account', { accounts: [] }],
    ['no cluster', { clusters: [] }],
    ['no status', { statuses: [] }],
    ['no action', { actions: [] }],
    ['an unknown account', { accounts: ['nobody'] }],
    ['an id that is not one', { clusters: ['Q2x1c3Rlcg'] }],
    [
      'a range that ends before it begins',
      { createdAfter: '2026-11-02T00:00:00Z', createdBefore: '2026-11-01T00:00:00Z' },
    ],
    ['a range of no length', { createdAfter: '2026-11-02T00:00:00Z', createdBefore: '2026-11-02T00:00:00Z' }],
  ])('matches nothing, without an error and without a call: %s', async (_, filter) => {
    fleet.clouds.calls.reset();
    const { pages, errors } = await list(filter, 20, 'forward');
    expect(fleet.clouds.calls.count()).toBe(0);
    expect(errors).toEqual([]);
    expect(pages).toMatchObject([
      { nodes: [], totalCount: 0, unavailable: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } },
    ]);
  });
});
