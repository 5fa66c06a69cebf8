import { afterEach, describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../src/store/database.js';
import { startStoredFleet, type StoredFleet } from './stored-fleet.js';
import { JOBS, type JobPage, walkJobs } from './stored-walk.js';

let fleet: StoredFleet;
afterEach(() => fleet.close());

describe('A page of jobs from the store', () => {
  it('has the clusters of its jobs, the total count and the time of the copy, without a call', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    const readAt = new Date(Date.now()).toISOString();
    const query = (maxStaleness: number) => `{ clusterJobs(first: 30, maxStaleness: ${maxStaleness}) {
      asOf since totalCount nodes { id clusters { name status nodeCount } } } }`;
    const before = await fleet.read<{ clusterJobs: JobPage }>(query(0));
    fleet.pass(30_000);
    fleet.calls();
    const stored = await fleet.read<{ clusterJobs: JobPage }>(query(60));
    expect(fleet.calls()).toBe(0);
    expect(stored.clusterJobs).toMatchObject({
      ...before.clusterJobs,
      asOf: readAt,
      since: expect.any(String) as string,
    });
    const live = await fleet.read<{ clusterJobs: JobPage }>(query(0));
    expect(live.clusterJobs.asOf).toBe(new Date(Date.now()).toISOString());
    expect(stored.clusterJobs.since).toBe(live.clusterJobs.since);
  });

  it('is read live if the copy is too old, and the rows that are read live are stored', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    fleet.pass(100_000);
    fleet.calls();
    const query = '{ clusterJobs(first: 100, maxStaleness: 60) { asOf nodes { id } } }';
    const { clusterJobs } = await fleet.read<{ clusterJobs: JobPage }>(query);
    expect(fleet.calls()).toBeGreaterThan(3);
    expect(clusterJobs.asOf).toBe(new Date(Date.now()).toISOString());
    // Rows that are read live are stored after the response. Lists that fit into a page were read whole.
    await vi.waitFor(async () => {
      await fleet.read(query);
      expect(fleet.calls()).toBeLessThan(10);
    }, 10_000);
  });

  it('is read live from lists that were never read, at any age', async () => {
    fleet = await startStoredFleet();
    // Only the lists' names are known now.
    await fleet.sync(new Set(['clusters']));
    const query = (maxStaleness: number) =>
      `{ clusterJobs(first: 100, maxStaleness: ${maxStaleness}) { asOf nodes { id clusters { name } } } }`;
    const anyAge = await fleet.read<{ clusterJobs: JobPage }>(query(2 ** 31 - 1));
    expect(anyAge).toEqual(await fleet.read(query(0)));
    expect(anyAge.clusterJobs.nodes).toHaveLength(100);
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
      freshness: broken,
      writeJobs: broken,
      writeClusters: broken,
    };
    fleet.calls();
    const { clusterJobs } = await fleet.read<{ clusterJobs: JobPage }>(JOBS, { first: 5, maxStaleness: 3600 });
    expect(clusterJobs.nodes).toHaveLength(5);
    expect(fleet.calls()).toBeGreaterThan(0);
  });

  it('reports the time since which it is complete, if a provider does not let a list be read to its end', async () => {
    fleet = await startStoredFleet({ cssClusters: 2, cssLargest: 2150, dwsClusters: 1, dwsLargest: 5 });
    await fleet.sync();
    const estate = fleet.clouds.states.find(({ cloud }) => cloud === 'css');
    const scope = estate?.scopes().find((one) => estate.jobs(one).length > 1999);
    if (!estate || scope === undefined) throw new Error('No list reaches the wall.');
    const reached = estate.jobs(scope)[1998]?.createdAt ?? 0;
    const filter = { accounts: [estate.name] };
    const since = async () =>
      (await fleet.read<{ clusterJobs: JobPage }>(JOBS, { first: 1, filter, maxStaleness: 3600 })).clusterJobs.since;
    expect(await since()).toBe(new Date(reached).toISOString());
    // Rows that moved beyond the wall since stay in the store, so that the copy is as complete as before.
    estate.insertJob(scope, [scope]);
    fleet.pass(10_000);
    await fleet.sync();
    expect(await since()).toBe(new Date(reached).toISOString());
    // More new rows than can be reached leave a gap.
    for (let count = 0; count < 2000; count++) estate.insertJob(scope, [scope]);
    fleet.pass(10_000);
    await fleet.sync();
    expect(await since()).toBe(new Date(estate.jobs(scope)[1998]?.createdAt ?? 0).toISOString());
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
    const stored = await walkJobs(fleet, { size: 50, stalenessOf: () => 3600 });
    const live = await walkJobs(fleet, { size: 50, stalenessOf: () => 0 });
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
    const stored = await fleet.read<{ cluster: { jobs: JobPage } }>(query(60));
    expect(stored.cluster.jobs.nodes.length).toBeGreaterThan(0);
  });
});

describe('A walk over alternating stored and live pages', () => {
  it('does not use a copy that is older than its first page', async () => {
    fleet = await startStoredFleet();
    await fleet.sync();
    fleet.pass(50_000);
    const { clusterJobs: live } = await fleet.read<{ clusterJobs: JobPage }>(JOBS, { first: 5, maxStaleness: 0 });
    fleet.calls();
    await fleet.read(JOBS, { first: 5, after: live.pageInfo.endCursor, maxStaleness: 3600 });
    expect(fleet.calls()).toBeGreaterThan(0);
  });
});
