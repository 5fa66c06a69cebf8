import type { World } from './world.js';

/** The ways into the graph that read a provider. */
export const ENTRIES = ['Cluster.jobs', 'clusters', '_entities'] as const;
export type Entry = (typeof ENTRIES)[number];

/** What is asked about: a cluster of the provider that misbehaves, and one of another provider. */
export interface Asked {
  readonly account: string;
  readonly sick: string;
  readonly well: string;
}

export interface Seen {
  /** HTTP statuses of all answers. */
  readonly statuses: readonly number[];
  /** What the misbehaving provider's part came to: its rows, or an error's code and path. */
  readonly rows: readonly string[];
  readonly error: { readonly code: string; readonly path: string; readonly message: string } | undefined;
  /** What the other providers delivered. */
  readonly others: readonly string[];
}

const JOBS = `query ($sick: ID!, $well: ID!, $first: Int!, $after: String) {
  sick: cluster(id: $sick) { jobs(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
  well: cluster(id: $well) { jobs(first: 5) { nodes { id } } }
}`;

const CLUSTERS = `query ($first: Int!, $after: String) {
  clusters(first: $first, after: $after) {
    nodes { id account { name } }
    pageInfo { hasNextPage endCursor }
    unavailable { account { name } cluster { id } code message }
  }
}`;

const ENTITIES = `query ($references: [_Any!]!) { _entities(representations: $references) { ... on Cluster { id name } } }`;

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}
interface Node {
  readonly id: string;
}
interface Connection<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
}
interface Jobs {
  readonly jobs: Connection<Node> | null;
}
interface Clusters extends Connection<Node & { account: { name: string } }> {
  readonly unavailable: readonly { account: { name: string }; code: string; message: string }[];
}

/** No list in these tests has as many pages: a walk that gets here goes round in circles. */
const MOST_PAGES = 60;

/** Asks once, or walks to the end in small pages. */
export async function look(world: World, entry: Entry, asked: Asked, walks: boolean): Promise<Seen> {
  const seen = { statuses: [] as number[], rows: [] as string[], others: [] as string[] };
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const next: Look = await LOOKS[entry](world, asked, walks ? 15 : 100, after);
    seen.statuses.push(next.status);
    seen.rows.push(...next.rows);
    seen.others.push(...next.others);
    if (next.error) return { ...seen, error: next.error };
    if (!walks || next.pageInfo?.hasNextPage !== true) return { ...seen, error: undefined };
    after = next.pageInfo.endCursor;
  }
  throw new Error('The walk does not end.');
}

interface Look {
  readonly status: number;
  readonly rows: readonly string[];
  readonly others: readonly string[];
  readonly error: Seen['error'];
  readonly pageInfo: PageInfo | undefined;
}

type LookOnce = (world: World, asked: Asked, first: number, after: string | null) => Promise<Look>;

const LOOKS: Readonly<Record<Entry, LookOnce>> = {
  'Cluster.jobs': async (world, { sick, well }, first, after) => {
    const { status, data, errors } = await world.ask(JOBS, { sick, well, first, after });
    const found = data as { sick: Jobs | null; well: Jobs | null } | undefined;
    return {
      status,
      rows: toIds(found?.sick?.jobs?.nodes),
      others: toIds(found?.well?.jobs?.nodes),
      error: toError(errors[0]),
      pageInfo: found?.sick?.jobs?.pageInfo,
    };
  },
  clusters: async (world, { account }, first, after) => {
    const { status, data, errors } = await world.ask(CLUSTERS, { first, after });
    const found = (data as { clusters: Clusters | null } | undefined)?.clusters;
    const [away, ...more] = found?.unavailable ?? [];
    if (more.length > 0 || (away && away.account.name !== account)) throw new Error('Others are unavailable too.');
    return {
      status,
      rows: toIds(found?.nodes.filter((node) => node.account.name === account)),
      others: toIds(found?.nodes.filter((node) => node.account.name !== account)),
      error: away ? { ...away, path: 'clusters.unavailable' } : toError(errors[0]),
      pageInfo: found?.pageInfo,
    };
  },
  _entities: async (world, { sick, well }) => {
    const references = [sick, well].map((id) => ({ __typename: 'Cluster', id }));
    const { status, data, errors } = await world.ask(ENTITIES, { references });
    const found = (data as { _entities: (({ name: string } & Node) | null)[] } | undefined)?._entities;
    const toRow = (node: ({ name: string } & Node) | null | undefined) => (node ? [`${node.id} ${node.name}`] : []);
    return {
      status,
      rows: toRow(found?.[0]),
      others: toRow(found?.[1]),
      error: toError(errors[0]),
      pageInfo: undefined,
    };
  },
};

function toIds(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).map(({ id }) => id);
}

function toError(error: Awaited<ReturnType<World['ask']>>['errors'][number] | undefined): Seen['error'] {
  if (!error) return undefined;
  const code = error.extensions['code'];
  return { code: typeof code === 'string' ? code : '', path: (error.path ?? []).join('.'), message: error.message };
}
