import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Result, direct, type Gateway, gatewaysToTest, HIVE } from './gateways.js';
import { toClusterId } from '../../src/domain/ids.js';
import { type Named, OPERATIONS } from './operations.js';
import { startWorld, type World } from './world.js';

let world: World;
let named: Named;
beforeAll(async () => {
  world = await startWorld();
  named = name(world);
});
afterAll(() => world.close());

function name({ clouds, facts }: World): Named {
  const busy = clouds.state('search-prod').jobs()[0]?.clusterIds[0] ?? '';
  const first = (provider: string) => facts.clusters.find((cluster) => cluster.provider === provider)?.id ?? '';
  return {
    css: facts.clusters.find(({ resourceName }) => resourceName.endsWith(busy))?.id ?? '',
    geminidb: first('HUAWEI_GEMINIDB'),
    qingcloud: first('QINGCLOUD'),
    gone: toClusterId({
      account: 'search-prod',
      provider: 'HUAWEI_CSS',
      nativeId: '4213d908-f5dc-4633-8401-000000000000',
    }),
    account: facts.accounts[0] ?? '',
    job: facts.jobs[0] ?? '',
  };
}

/** The parts of a result that every gateway must preserve. A gateway may change messages and other extensions. */
function essence({ data, errors = [] }: Result) {
  const kept = errors.map(({ path, extensions = {} }) => ({
    path,
    code: extensions['code'],
    provider: extensions['provider'],
    account: extensions['account'],
    retryable: extensions['retryable'],
  }));
  return { data, errors: kept };
}

it('the test has twenty operations', () => {
  expect(OPERATIONS).toHaveLength(20);
});

describe.each(gatewaysToTest('@apollo/gateway', HIVE))('%s', (_name, start) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await start([world.jobgraph, ...world.neighbours]);
  });
  afterAll(() => gateway.close());

  it.each(OPERATIONS)('gives the same result as Jobgraph: $title', async ({ query, variables }) => {
    const values = variables?.(named) ?? {};
    const expected = await direct(world.jobgraph).execute(query, values);
    expect(essence(await gateway.execute(query, values))).toEqual(essence(expected));
  });
});
