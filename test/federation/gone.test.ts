import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GATEWAYS, HIVE_WITH_RUST } from './gateways.js';
import { serveSubgraph, type Subgraph } from './subgraph-server.js';
import { startWorld, type World } from './world.js';

const GONE = 'huawei-css/4213d908-f5dc-4633-8401-000000000000';

let world: World;
let team: Subgraph;
beforeAll(async () => {
  world = await startWorld();
  const names = [world.facts.clusters[0]?.resourceName, GONE, world.facts.clusters[1]?.resourceName];
  // `stitching.ts` has join rules for a subgraph of this name, by resourceName.
  team = await serveSubgraph('billing', parse(TYPES), {
    Query: { mine: () => names.map((resourceName) => ({ resourceName })) },
  });
});
afterAll(async () => {
  await team.close();
  await world.close();
});

const TYPES = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { mine: [Cluster]! }
  type Cluster @key(fields: "resourceName", resolvable: false) { resourceName: String! }
`;

// The JavaScript planners of @graphql-tools complete the object although its entity is null, and report an error for its
// first non-null field. The others report no error.
const WITHOUT_ERROR = ['@apollo/gateway', HIVE_WITH_RUST];

describe.each(Object.entries(GATEWAYS))('%s', (gatewayName, start) => {
  it('gives null for a deleted cluster, and keeps the rest of the list', async () => {
    const gateway = await start([world.jobgraph, team]);
    const { data, errors } = await gateway.execute('{ mine { name provider } }');
    await gateway.close();
    const live = { name: expect.any(String) as string, provider: expect.any(String) as string };
    expect(data).toEqual({ mine: [live, null, live] });
    const paths = errors?.map(({ path }) => path) ?? [];
    expect(paths).toEqual(WITHOUT_ERROR.includes(gatewayName) ? [] : [['mine', 1, 'provider']]);
  });
});
