import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { direct, type Gateway, GATEWAYS } from './gateways.js';
import { startWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ cssClusters: 20, dwsClusters: 10, geminiDbInstances: 12, qingCloudClusters: 8 });
});
afterAll(() => world.close());

/** The number of calls to read every page of every account's list of clusters. */
async function callsOfLists(): Promise<number> {
  world.clouds.calls.reset();
  await direct(world.jobgraph).execute('{ clusters(first: 100) { nodes { name } } }');
  return world.clouds.calls.count();
}

const BY_ID = '{ teams { clusters { name status } } }';
const BY_RESOURCE_NAME = '{ jobs(first: 1) { nodes { deploysTo { name status } } } }';

describe.each(Object.entries(GATEWAYS))('%s', (_name, start) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await start([world.jobgraph, ...world.neighbours]);
  });
  afterAll(() => gateway.close());
  let pages: number;
  beforeEach(async () => {
    pages = await callsOfLists();
    world.clouds.calls.reset();
    world.jobgraph.received.length = 0;
  });

  it.each([
    ['id', BY_ID],
    ['resourceName', BY_RESOURCE_NAME],
  ])(
    'joins fifty clusters by %s with one batch, and at most as many calls as the lists have pages',
    async (_key, query) => {
      expect(world.facts.clusters.length).toBeGreaterThanOrEqual(50);
      const { errors } = await gateway.execute(query);
      expect(errors).toBeUndefined();
      expect(world.jobgraph.received.map(({ query }) => query.includes('_entities'))).toEqual([true]);
      expect(world.clouds.calls.count()).toBeLessThanOrEqual(pages);
    },
  );

  it.each([
    ['id', '{ teams { clusters { id resourceName provider nativeId account { id } } } }'],
    ['account', '{ teams { accounts { name region } } }'],
  ])('makes no upstream call for fields that are part of a key: %s', async (_key, query) => {
    const { errors } = await gateway.execute(query);
    expect(errors).toBeUndefined();
    expect(world.clouds.calls.count()).toBe(0);
  });
});
