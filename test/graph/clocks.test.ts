import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Fleet, listClusters, NOW, startFleet } from './fleet.js';

let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet();
});
afterAll(() => fleet.close());

it("the newest jobs of all clusters of a project are listed if the project's clock is ahead", async () => {
  const clusters = await listClusters(fleet);
  const tables = clusters.filter(({ provider }) => provider === 'HUAWEI_GEMINIDB').slice(0, 3);
  const started = tables.map(({ account, nativeId }) => fleet.clouds.state(account.name).insertJob('', [nativeId]));
  vi.setSystemTime(NOW - 60_000);
  const jobs = tables.map(
    ({ id }, index) => `c${index}: cluster(id: "${id}") { jobs(first: 1) { nodes { nativeId } } }`,
  );
  const read = await fleet.read<Record<string, { jobs: { nodes: { nativeId: string }[] } }>>(`{ ${jobs.join(' ')} }`);
  expect(Object.values(read).map((cluster) => cluster.jobs.nodes[0]?.nativeId)).toEqual(started.map(({ key }) => key));
});
