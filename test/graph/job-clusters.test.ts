import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fleet, startFleet } from './fleet.js';

interface Job {
  readonly id: string;
  readonly clusters: readonly { readonly nativeId: string; readonly name?: string | null }[];
}

let fleet: Fleet;
let rows: readonly Job[];
beforeAll(async () => {
  fleet = await startFleet({ size: { cssClusters: 4, dwsClusters: 4, geminiDbInstances: 8, qingCloudClusters: 8 } });
  rows = await nodes(`nodes { id ${NAMED} }`);
});
afterAll(() => fleet.close());

const KEYS = 'clusters { nativeId }';
const NAMED = 'clusters { nativeId name }';
const PAGE = 'clusterJobs(first: 40)';

async function read<Page>(fields: string, fragments = ''): Promise<Page> {
  return (await fleet.read<{ page: Page }>(`{ page: ${PAGE} { ${fields} } } ${fragments}`)).page;
}

async function nodes(fields: string): Promise<readonly Job[]> {
  return (await read<{ nodes: readonly Job[] }>(fields)).nodes;
}

const toKeys = ({ id, clusters }: Job) => ({ id, clusters: clusters.map(({ nativeId }) => ({ nativeId })) });

describe('the clusters of jobs', () => {
  it('are read if a field that is not part of their keys is selected', () => {
    expect(rows).toHaveLength(40);
    expect(rows.flatMap(({ clusters }) => clusters).filter(({ name }) => typeof name === 'string')).not.toEqual([]);
  });

  it.each([
    ['nodes', `nodes { id ${NAMED} }`, ''],
    [
      'fragments',
      'nodes { ...J }',
      `fragment J on ClusterJob { id ... { ...C } } fragment C on ClusterJob { ${NAMED} }`,
    ],
    ['two fields', 'nodes { id clusters { nativeId } clusters { name } }', ''],
  ])('are the same in %s', async (_, fields, fragments) => {
    expect((await read<{ nodes: unknown }>(fields, fragments)).nodes).toEqual(rows);
  });

  it('are the same on nodes and on edges', async () => {
    const { edges } = await read<{ edges: readonly { node: Job }[] }>(`edges { cursor node { id ${NAMED} } }`);
    expect(edges.map(({ node }) => node)).toEqual(rows);
  });

  it('are the same for a job by its id, and by a reference to it', async () => {
    const [row] = rows;
    const query = `query ($id: ID!, $r: [_Any!]!) {
      clusterJob(id: $id) { id ${NAMED} }
      _entities(representations: $r) { ... on ClusterJob { id ${NAMED} } }
    }`;
    const variables = { id: row?.id, r: [{ __typename: 'ClusterJob', id: row?.id }] };
    expect(await fleet.read(query, variables)).toEqual({ clusterJob: row, _entities: [row] });
  });

  it.each([
    [KEYS, NAMED],
    [NAMED, KEYS],
  ])(
    'have the fields of their own selection if one query selects the same page twice: %s, %s',
    async (first, second) => {
      const page = await read<{ nodes: readonly Job[]; edges: readonly { node: Job }[] }>(
        `nodes { id ${first} } edges { node { id ${second} } }`,
      );
      const expected = (fields: string) => (fields === NAMED ? rows : rows.map(toKeys));
      expect(page.nodes).toEqual(expected(first));
      expect(page.edges.map(({ node }) => node)).toEqual(expected(second));
    },
  );

  it('cost no call if only their keys are selected, or if they are skipped', async () => {
    const filter = 'filter: { providers: [HUAWEI_CSS, HUAWEI_DWS, HUAWEI_GEMINIDB] }';
    const cost = (fields: string) => fleet.cost(`{ clusterJobs(first: 40, ${filter}) { nodes { id ${fields} } } }`);
    const without = await cost('');
    expect(await cost(KEYS)).toBe(without);
    expect(await cost('clusters @skip(if: true) { name }')).toBe(without);
    expect(await cost(NAMED)).toBeGreaterThan(without);
  });
});
