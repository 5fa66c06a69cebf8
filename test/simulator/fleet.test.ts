import { afterEach, expect, test } from 'vitest';
import { createFrozenClock, startClouds, type Clouds } from '../../src/simulator/index.js';
import { START } from './reader.js';

const started: Clouds[] = [];

async function start(seed = 'jobgraph', size: 'small' | 'full' = 'small'): Promise<Clouds> {
  const clouds = await startClouds({ clock: createFrozenClock(START), seed, size });
  started.push(clouds);
  return clouds;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((clouds) => clouds.close()));
});

function toWorld(clouds: Clouds): unknown {
  return clouds.states.map((state) => [state.name, state.clusters(), state.jobs()]);
}

test('The same seed and start give the same fleet, whenever it is read', async () => {
  const [watched, ignored, other] = [await start(), await start(), await start('another')];
  for (let i = 0; i < 10; i++) {
    watched.clock.advance(600_000);
    watched.states.toReversed().forEach((state) => state.jobs());
  }
  ignored.clock.advance(6_000_000);
  other.clock.advance(6_000_000);
  expect(toWorld(watched)).toEqual(toWorld(ignored));
  expect(toWorld(watched)).not.toEqual(toWorld(other));
});

test('A full fleet has hundreds of clusters, tens of thousands of jobs, and one very long list per provider', async () => {
  const clouds = await start('jobgraph', 'full');
  const count = (of: (state: Clouds['states'][number]) => number): number =>
    clouds.states.reduce((sum, state) => sum + of(state), 0);
  expect(count((state) => state.clusters().length)).toBeGreaterThan(300);
  expect(count((state) => state.jobs().length)).toBeGreaterThan(20_000);
  const longest = (name: string): number => {
    const state = clouds.state(name);
    return Math.max(...state.scopes().map((scope) => state.jobs(scope).length));
  };
  expect(longest('search-prod')).toBeGreaterThan(2_000);
  expect(longest('warehouse')).toBeGreaterThanOrEqual(4_000);
  expect(longest('tables')).toBe(10_000);
  const recent = clouds
    .state('tables')
    .jobs()
    .filter((job) => (job.createdAt ?? 0) > START - 30 * 86_400_000);
  expect(recent.length).toBeGreaterThan(1_300);
  expect(recent.length).toBeLessThan(1_900);
});

test('Every list is sorted, has jobs of equal time, and has no job older than its cluster', async () => {
  const clouds = await start();
  for (const state of clouds.states) {
    const births = new Map(state.clusters().map((cluster) => [cluster.id, cluster.createdAt]));
    let ties = 0;
    for (const scope of state.scopes()) {
      const times = state.jobs(scope).map((job) => job.createdAt ?? Infinity);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      ties += times.length - new Set(times).size;
    }
    for (const job of state.jobs()) {
      for (const id of job.clusterIds) expect(job.createdAt ?? Infinity).toBeGreaterThanOrEqual(births.get(id) ?? 0);
    }
    expect(ties).toBeGreaterThan(0);
  }
});

test('Jobs begin, progress and end as the clock advances, and some fail', async () => {
  const clouds = await start('jobgraph', 'full');
  const phases = (): Map<string, string> =>
    new Map(clouds.states.flatMap((state) => state.jobs().map((job) => [state.name + job.key, job.phase])));
  const before = phases();
  clouds.clock.advance(60_000);
  const soon = phases();
  expect(soon.size - before.size).toBeGreaterThan(5);
  clouds.clock.advance(3_600_000);
  const after = phases();
  const ended = soon.entries().filter(([key, phase]) => phase === 'running' && after.get(key) !== 'running');
  expect(new Set(ended.map(([key]) => after.get(key)))).toContain('succeeded');
  expect(before.values().toArray()).toContain('pending');
  expect(after.values().toArray()).toContain('failed');
});

test('Tests can add, change and remove jobs and clusters', async () => {
  const clouds = await start();
  const state = clouds.state('search-prod');
  const [scope = ''] = state.scopes();
  const before = state.jobs(scope);
  const inserted = state.insertJob(scope, [scope], { finishesAt: START + 1000 });
  expect(state.jobs(scope)).toEqual([inserted, ...before]);
  expect(inserted).toMatchObject({ phase: 'running', createdAt: START, finishedAt: null });
  clouds.clock.advance(1000);
  expect(state.changeJob(inserted.key, { outcome: 'failed', reason: 'No space.' })).toMatchObject({
    phase: 'failed',
    finishedAt: START + 1000,
    reason: 'No space.',
  });
  state.deleteJob(inserted.key);
  expect(state.jobs(scope).map((job) => job.key)).toEqual(before.map((job) => job.key));
  expect(state.changeCluster(scope, { status: '300' }).status).toBe('300');
  state.deleteCluster(scope);
  expect(state.scopes()).not.toContain(scope);
  expect(state.clusters().map((cluster) => cluster.id)).not.toContain(scope);
});

test('A new job is listed before all others of its time', async () => {
  const clouds = await start();
  const state = clouds.state('tables');
  const createdAt = state.jobs()[40]?.createdAt ?? 0;
  const { key } = state.insertJob('', ['x'], { createdAt });
  const ofThatTime = state.jobs().filter((job) => job.createdAt === createdAt);
  expect(ofThatTime[0]?.key).toBe(key);
  expect(ofThatTime.length).toBeGreaterThan(1);
});
