import { afterEach, describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../src/store/database.js';
import { runs } from '../support/long.js';
import { startStoredFleet, type StoredFleet } from './stored-fleet.js';

let fleet: StoredFleet;
afterEach(() => fleet.close());

interface Page {
  readonly nodes: readonly { readonly id: string; readonly createdAt: string | null }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    endCursor: string | null;
    startCursor: string | null;
  };
  readonly asOf: string | null;
  readonly since: string | null;
  readonly unavailable: readonly { readonly code: string }[];
}

const FIELDS = `nodes { id createdAt } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } asOf since unavailable { code }`;
const JOBS = `query Jobs($first: Int, $after: String, $last: Int, $before: String, $filter: FleetJobFilter, $maxStaleness: Int) {
  clusterJobs(first: $first, after: $after, last: $last, before: $before, filter: $filter, maxStaleness: $maxStaleness) { ${FIELDS} }
}`;

/** All ids of a walk. `stalenessOf`: the maxStaleness of each page, by its number. */
async function walk(
  {
    size = 7,
    direction = 'forward',
    filter,
    stalenessOf,
  }: {
    readonly size?: number;
    readonly direction?: 'forward' | 'backward';
    readonly filter?: object;
    readonly stalenessOf: (page: number) => number;
  },
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; ; page++) {
    const paging: object = direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
    const variables = { ...paging, filter, maxStaleness: stalenessOf(page) };
    const { clusterJobs } = await fleet.read<{ clusterJobs: Page }>(JOBS, variables);
    expect(clusterJobs.unavailable).toEqual([]);
    const found = clusterJobs.nodes.map(({ id }) => id);
    ids.push(...(direction === 'forward' ? found : found.toReversed()));
    const { hasNextPage, hasPreviousPage, endCursor, startCursor } = clusterJobs.pageInfo;
    if (!(direction === 'forward' ? hasNextPage : hasPreviousPage)) return ids;
    cursor = direction === 'forward' ? endCursor : startCursor;
    await between();
  }
}

describe('A page of jobs from the store', () => {
  it.each([
    ['without a filter', undefined],
    ['of failed jobs', { statuses: ['FAILED'] }],
    ['of two statuses and one provider', { statuses: ['FAILED', 'RUNNING'], providers: ['HUAWEI_CSS'] }],
    ['of a range of times', { createdAfter: '2026-11-19T00:00:00Z', createdBefore: '2026-11-21T00:00:00Z' }],
    ['of some actions', { actions: ['LogBackup', 'Grow'] }],
  ])('makes no upstream call and equals the live one %s, both ways', async (_, filter) => {
    fleet = await startStoredFleet();
    await fleet.sync();
    for (const direction of ['forward', 'backward'] as const) {
      const live = await walk({ direction, filter: filter ?? {}, size: 50, stalenessOf: () => 0 });
      fleet.calls();
      expect(await walk({ direction, filter: filter ?? {}, stalenessOf: () => 3600 })).toEqual(live);
      expect(fleet.calls()).toBe(0);
      expect(live.length).toBeGreaterThan(0);
    }
  });

  it('has the clusters of its jobs, the total count and the time of the copy, without a call', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    const readAt = new Date(Date.now()).toISOString();
    const query = (maxStaleness: number) => `{ clusterJobs(first: 30, maxStaleness: ${maxStaleness}) {
      asOf since totalCount nodes { id clusters { name status nodeCount } } } }`;
    const before = await fleet.read<{ clusterJobs: Page }>(query(0));
    fleet.pass(30_000);
    fleet.calls();
    const stored = await fleet.read<{ clusterJobs: Page }>(query(60));
    expect(fleet.calls()).toBe(0);
    expect(stored.clusterJobs).toMatchObject({
      ...before.clusterJobs,
      asOf: readAt,
      since: expect.any(String) as string,
    });
    const live = await fleet.read<{ clusterJobs: Page }>(query(0));
    expect(live.clusterJobs.asOf).toBe(new Date(Date.now()).toISOString());
    expect(stored.clusterJobs.since).toBe(live.clusterJobs.since);
  });

  it('is read live if the copy is too old, and the rows that are read live are stored', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    fleet.pass(100_000);
    fleet.calls();
    const query = '{ clusterJobs(first: 100, maxStaleness: 60) { asOf nodes { id } } }';
    const { clusterJobs } = await fleet.read<{ clusterJobs: Page }>(query);
    expect(fleet.calls()).toBeGreaterThan(3);
    expect(clusterJobs.asOf).toBe(new Date(Date.now()).toISOString());
    // Rows that are read live are stored after the response. Lists that fit into a page were read whole.
    await vi.waitFor(async () => {
      await fleet.read(query);
      expect(fleet.calls()).toBeLessThan(10);
    });
  });

  it('is read live if a cluster list is too old, but only from the job lists that are too old themselves', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    const [estate] = fleet.clouds.states;
    const [scope = ''] = estate?.scopes() ?? [];
    fleet.pass(100_000);
    await fleet.sync(new Set([scope]));
    fleet.calls();
    const filter = { accounts: [estate?.name] };
    await fleet.read(JOBS, { first: 5, filter, maxStaleness: 60 });
    expect(fleet.calls()).toBeGreaterThan(0);
  });

  it('is read live if the store is unavailable', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    const broken = () => Promise.reject(new StoreError('broken'));
    fleet.handle.current = {
      ...fleet.store,
      list: broken,
      listsReadBefore: broken,
      writeJobs: broken,
      writeClusters: broken,
    };
    fleet.calls();
    const { clusterJobs } = await fleet.read<{ clusterJobs: Page }>(JOBS, { first: 5, maxStaleness: 3600 });
    expect(clusterJobs.nodes).toHaveLength(5);
    expect(fleet.calls()).toBeGreaterThan(0);
  });

  it('rejects a negative maxStaleness by name', async () => {
    fleet = await startStoredFleet();
    const { errors } = await fleet.execute('{ clusterJobs(maxStaleness: -1) { asOf } }');
    expect(errors.map(({ message }) => message)).toEqual(['Argument "maxStaleness" must be 0 or more, not -1.']);
  });
});

describe('History', () => {
  it('keeps jobs that are no longer listed, on stored pages only', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    const estate = fleet.clouds.states.find(({ cloud }) => cloud === 'css');
    const [job] = estate?.jobs() ?? [];
    if (!estate || !job) throw new Error('There is no CSS job.');
    estate.deleteJob(job.key);
    fleet.pass(10_000);
    await fleet.sync();
    const stored = await walk({ stalenessOf: () => 3600 });
    const live = await walk({ stalenessOf: () => 0 });
    expect(stored).toHaveLength(live.length + 1);
    expect(stored.filter((id) => !live.includes(id))).toHaveLength(1);
  });

  it('shows the jobs of a deleted cluster if the query accepts stored data', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    const estate = fleet.clouds.states.find(({ cloud }) => cloud === 'css');
    const cluster = estate?.clusters().find(({ id }) => estate.jobs(id).length > 0);
    if (!estate || !cluster) throw new Error('There is no CSS cluster with jobs.');
    const { clusters } = await fleet.read<{ clusters: { nodes: { id: string; nativeId: string }[] } }>(
      '{ clusters(first: 100) { nodes { id nativeId } } }',
    );
    const id = clusters.nodes.find(({ nativeId }) => nativeId === cluster.id)?.id;
    estate.deleteCluster(cluster.id);
    fleet.pass(100_000);
    const query = (staleness: number) =>
      `{ cluster(id: "${id ?? ''}") { jobs(maxStaleness: ${staleness}) { nodes { id } } } }`;
    const live = await fleet.execute(query(0));
    expect(live.errors).toHaveLength(1);
    const stored = await fleet.read<{ cluster: { jobs: Page } }>(query(60));
    expect(stored.cluster.jobs.nodes.length).toBeGreaterThan(0);
  });
});

describe('A walk over alternating stored and live pages', () => {
  it('shows every job that remains exactly once, in order, while jobs are added and removed', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    for (let seed = 1; seed <= runs(2, 12); seed++) {
      let state = seed * 7919;
      const random = (below: number) => {
        state = (state * 48_271) % 2_147_483_647;
        return state % below;
      };
      const stays = new Set(await walk({ size: 100, stalenessOf: () => 0 }));
      const ids = await walk({ size: 25 + random(60), stalenessOf: () => [0, 3600, 30][random(3)] ?? 0 }, async () => {
        fleet.pass(1000 * (1 + random(40)));
        const estate = fleet.clouds.states[random(fleet.clouds.states.length)];
        const scopes = estate?.scopes() ?? [];
        const scope = scopes[random(scopes.length)];
        const [cluster] = estate?.clusters() ?? [];
        if (!estate || scope === undefined || !cluster) return;
        if (random(2) === 0)
          estate.insertJob(scope, [estate.cloud === 'css' || estate.cloud === 'dws' ? scope : cluster.id]);
        if (random(3) === 0) await fleet.sync(new Set(scopes.slice(0, 3)));
      });
      expect(new Set(ids).size, `seed ${seed}: no job twice`).toBe(ids.length);
      const now = new Set(await walk({ size: 100, stalenessOf: () => 0 }));
      const missed = [...stays].filter((id) => now.has(id) && !ids.includes(id));
      expect(missed, `seed ${seed}`).toEqual([]);
    }
  }, 600_000);

  it('does not use a copy that is older than its first page', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    fleet.pass(50_000);
    const { clusterJobs: live } = await fleet.read<{ clusterJobs: Page }>(JOBS, { first: 5, maxStaleness: 0 });
    fleet.calls();
    await fleet.read(JOBS, { first: 5, after: live.pageInfo.endCursor, maxStaleness: 3600 });
    expect(fleet.calls()).toBeGreaterThan(0);
  });
});
