import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { execute, parse } from 'graphql';
import { toInt } from '../../src/graph/int.js';
import { createJobgraph, type Jobgraph } from '../../src/index.js';
import { type Fleet, startFleet } from './fleet.js';

let fleet: Fleet;
let jobgraph: Jobgraph;
beforeAll(async () => {
  fleet = await startFleet({ size: { geminiDbJobs: 5, geminiDbRecentJobs: 5, dwsLargest: 5 } });
  jobgraph = await createJobgraph({ accounts: fleet.clouds.accounts, log: { level: 'silent' } });
});
afterEach(() => {
  fleet.clouds.clearIntercepts();
});
afterAll(async () => {
  await jobgraph.close();
  await fleet.close();
});

/** Sets every field of this name to this value in every response of the clouds. */
function give(field: string, value: unknown): void {
  fleet.clouds.intercept((_, reply) => {
    const { body, ...rest } = reply();
    const replace = (key: string, old: unknown) => (key === field ? value : old);
    return { ...rest, body: JSON.parse(JSON.stringify(body, replace)) as object };
  });
}

interface Nodes {
  readonly clusters: { readonly nodes: readonly { readonly id: string; readonly nodeCount: number | null }[] };
}

const NODE_COUNTS =
  'query ($p: CloudProvider!) { clusters(first: 2, filter: { providers: [$p] }) { nodes { id nodeCount } } }';
const TOO_LARGE = [2 ** 31, 3_000_000_000, 2 ** 53, 1e300, '3000000000', '99999999999999999999'];
const NO_COUNTS = [-1, 2.5, '-7', '1.5', 'x', null];

describe.each([
  ['QINGCLOUD', 'node_count'],
  ['HUAWEI_DWS', 'number_of_node'],
])('the node count of a cluster of %s', (provider, field) => {
  it.each(TOO_LARGE)('is null with an error if it is %j, and the cluster stays', async (value) => {
    give(field, value);
    const { status, data, errors } = await fleet.execute<Nodes>(NODE_COUNTS, { p: provider });
    expect(status).toBe(200);
    expect(data.clusters.nodes).toHaveLength(2);
    for (const node of data.clusters.nodes) expect(node).toEqual({ id: expect.any(String) as string, nodeCount: null });
    const extensions = { code: 'UPSTREAM_INVALID', provider, retryable: false, account: expect.any(String) as string };
    expect(errors).toMatchObject([0, 1].map((row) => ({ path: ['clusters', 'nodes', row, 'nodeCount'], extensions })));
  });

  it.each(NO_COUNTS)('is null without an error if the provider sends %j', async (value) => {
    give(field, value);
    const { clusters } = await fleet.read<Nodes>(NODE_COUNTS, { p: provider });
    expect(clusters.nodes).toHaveLength(2);
    const expected: unknown = provider === 'QINGCLOUD' ? null : expect.any(Number);
    for (const { nodeCount } of clusters.nodes) expect(nodeCount).toEqual(expected);
  });

  it.each([0, 7, '12', 2 ** 31 - 1])('is a number if it is %j', async (value) => {
    give(field, value);
    const { clusters } = await fleet.read<Nodes>(NODE_COUNTS, { p: provider });
    expect(clusters.nodes.map(({ nodeCount }) => nodeCount)).toEqual([Number(value), Number(value)]);
  });
});

describe('a total beyond 32 bits', () => {
  const TOTALS = `query ($account: String!) {
    clusterJobs(first: 1, filter: { accounts: [$account] }) { nodes { id } totalCount }
  }`;
  const account = () => {
    const [found] = fleet.clouds.accounts.filter(({ provider }) => provider === 'qingcloud');
    return found?.name ?? '';
  };

  it('is null with an error that names the account, and the rows stay', async () => {
    give('total_count', 3_000_000_000);
    const { data, errors } = await fleet.execute<Record<'clusterJobs', { nodes: object[]; totalCount: null }>>(TOTALS, {
      account: account(),
    });
    expect(data.clusterJobs.nodes).toHaveLength(1);
    expect(data.clusterJobs.totalCount).toBeNull();
    const extensions = { code: 'UPSTREAM_INVALID', retryable: false, account: account() };
    expect(errors).toMatchObject([{ path: ['clusterJobs', 'totalCount'], extensions }]);
  });

  it('is an error without an account if it is the sum of several', async () => {
    give('total_count', 1_500_000_000);
    const { data, errors } = await fleet.execute<Record<'clusterJobs', object>>(
      '{ clusterJobs(first: 1, filter: { providers: [QINGCLOUD] }) { totalCount } }',
    );
    expect(data.clusterJobs).toEqual({ totalCount: null });
    expect(errors).toMatchObject([{ path: ['clusterJobs', 'totalCount'] }]);
    expect(errors?.[0]?.extensions).toEqual({ code: 'UPSTREAM_INVALID', retryable: false });
  });
});

it.each([-1, 2.5, Number.NaN, Infinity, 2 ** 31])('%d is not accepted as an Int from any source', (value) => {
  expect(toInt(value, 'number')).toMatchObject({ code: 'UPSTREAM_INVALID' });
});

it('plain and compiled execution give the same result for a number that is not an Int', async () => {
  give('node_count', 2 ** 40);
  const query = '{ clusters(first: 2, filter: { providers: [QINGCLOUD] }) { nodes { nativeId nodeCount } } }';
  const contextValue = await jobgraph.createContext();
  const plain = await execute({ schema: jobgraph.schema, document: parse(query), contextValue });
  const compiled = await fleet.execute(query);
  expect(compiled.data).toEqual(JSON.parse(JSON.stringify(plain.data)));
  expect(compiled.errors?.map(({ message, path }) => ({ message, path }))).toEqual(
    plain.errors?.map(({ message, path }) => ({ message, path })),
  );
});
