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
  return clouds.estates.map((estate) => [estate.name, estate.clusters(), estate.jobs()]);
}

test('The same seed and start give the same world, whenever it is looked at', async () => {
  const [watched, ignored, other] = [await start(), await start(), await start('another')];
  for (let i = 0; i < 10; i++) {
    watched.clock.advance(600_000);
    watched.estates.toReversed().forEach((estate) => estate.jobs());
  }
  ignored.clock.advance(6_000_000);
  other.clock.advance(6_000_000);
  expect(toWorld(watched)).toEqual(toWorld(ignored));
  expect(toWorld(watched)).not.toEqual(toWorld(other));
});

test('A full fleet has hundreds of clusters and tens of thousands of jobs, and one very long list each', async () => {
  const clouds = await start('jobgraph', 'full');
  const count = (of: (estate: Clouds['estates'][number]) => number): number =>
    clouds.estates.reduce((sum, estate) => sum + of(estate), 0);
  expect(count((estate) => estate.clusters().length)).toBeGreaterThan(300);
  expect(count((estate) => estate.jobs().length)).toBeGreaterThan(20_000);
  const longest = (name: string): number => {
    const estate = clouds.estate(name);
    return Math.max(...estate.scopes().map((scope) => estate.jobs(scope).length));
  };
  expect(longest('search-prod')).toBeGreaterThan(2_000);
  expect(longest('warehouse')).toBeGreaterThanOrEqual(4_000);
  expect(longest('tables')).toBe(10_000);
  const recent = clouds
    .estate('tables')
    .jobs()
    .filter((job) => (job.createdAt ?? 0) > START - 30 * 86_400_000);
  expect(recent.length).toBeGreaterThan(1_300);
  expect(recent.length).toBeLessThan(1_900);
});

test('Every list is in order, has ties, and is no older than its cluster', async () => {
  const clouds = await start();
  for (const estate of clouds.estates) {
    const births = new Map(estate.clusters().map((cluster) => [cluster.id, cluster.createdAt]));
    let ties = 0;
    for (const scope of estate.scopes()) {
      const times = estate.jobs(scope).map((job) => job.createdAt ?? Infinity);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      ties += times.length - new Set(times).size;
    }
    for (const job of estate.jobs()) {
      for (const id of job.clusterIds) expect(job.createdAt ?? Infinity).toBeGreaterThanOrEqual(births.get(id) ?? 0);
    }
    expect(ties).toBeGreaterThan(0);
  }
});

test('As the clock runs jobs begin, go on and end, some of them badly', async () => {
  const clouds = await start('jobgraph', 'full');
  const phases = (): Map<string, string> =>
    new Map(clouds.estates.flatMap((estate) => estate.jobs().map((job) => [estate.name + job.key, job.phase])));
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

test('Tests can put in, change and take away jobs and clusters', async () => {
  const clouds = await start();
  const estate = clouds.estate('search-prod');
  const [scope = ''] = estate.scopes();
  const before = estate.jobs(scope);
  const inserted = estate.insertJob(scope, [scope], { finishesAt: START + 1000 });
  expect(estate.jobs(scope)).toEqual([inserted, ...before]);
  expect(inserted).toMatchObject({ phase: 'running', createdAt: START, finishedAt: null });
  clouds.clock.advance(1000);
  expect(estate.changeJob(inserted.key, { outcome: 'failed', reason: 'No space.' })).toMatchObject({
    phase: 'failed',
    finishedAt: START + 1000,
    reason: 'No space.',
  });
  estate.deleteJob(inserted.key);
  expect(estate.jobs(scope).map((job) => job.key)).toEqual(before.map((job) => job.key));
  expect(estate.changeCluster(scope, { status: '300' }).status).toBe('300');
  estate.deleteCluster(scope);
  expect(estate.scopes()).not.toContain(scope);
  expect(estate.clusters().map((cluster) => cluster.id)).not.toContain(scope);
});

test('A new job comes before all others of its time', async () => {
  const clouds = await start();
  const estate = clouds.estate('tables');
  const createdAt = estate.jobs()[40]?.createdAt ?? 0;
  const { key } = estate.insertJob('', ['x'], { createdAt });
  const ofThatTime = estate.jobs().filter((job) => job.createdAt === createdAt);
  expect(ofThatTime[0]?.key).toBe(key);
  expect(ofThatTime.length).toBeGreaterThan(1);
});
