import type { ServedGraph } from './served-graph.js';

/** The fields of the graph that read from a provider. */
export const ENTRY_POINTS = ['Cluster.jobs', 'clusters', '_entities'] as const;
export type EntryPoint = (typeof ENTRY_POINTS)[number];

/** The account with the fault, one of its clusters, and a cluster of another provider. */
export interface Target {
  readonly account: string;
  readonly failing: string;
  readonly healthy: string;
}

export interface Result {
  /** HTTP statuses of all responses. */
  readonly statuses: readonly number[];
  /** Rows of the provider with the fault. `error` is set if it failed. */
  readonly rows: readonly string[];
  readonly error: { readonly code: string; readonly path: string; readonly message: string } | undefined;
  /** Rows of the other providers. */
  readonly others: readonly string[];
}

const JOBS = `query ($failing: ID!, $healthy: ID!, $first: Int!, $after: String) {
  failing: cluster(id: $failing) { jobs(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
  healthy: cluster(id: $healthy) { jobs(first: 5) { nodes { id } } }
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

/** More pages than any list in these tests has: reaching it means an endless loop. */
const MAX_PAGES = 60;

/** Reads one large page, or all pages in small ones. */
export async function readEntryPoint(
  graph: ServedGraph,
  entry: EntryPoint,
  target: Target,
  paginates: boolean,
): Promise<Result> {
  const seen = { statuses: [] as number[], rows: [] as string[], others: [] as string[] };
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const next: PageResult = await READERS[entry](graph, target, paginates ? 15 : 100, after);
    seen.statuses.push(next.status);
    seen.rows.push(...next.rows);
    seen.others.push(...next.others);
    if (next.error) return { ...seen, error: next.error };
    if (!paginates || next.pageInfo?.hasNextPage !== true) return { ...seen, error: undefined };
    after = next.pageInfo.endCursor;
  }
  throw new Error('The pagination does not end.');
}

interface PageResult {
  readonly status: number;
  readonly rows: readonly string[];
  readonly others: readonly string[];
  readonly error: Result['error'];
  readonly pageInfo: PageInfo | undefined;
}

type PageReader = (graph: ServedGraph, target: Target, first: number, after: string | null) => Promise<PageResult>;

const READERS: Readonly<Record<EntryPoint, PageReader>> = {
  'Cluster.jobs': async (graph, { failing, healthy }, first, after) => {
    const { status, data, errors } = await graph.query(JOBS, { failing, healthy, first, after });
    const found = data as { failing: Jobs | null; healthy: Jobs | null } | undefined;
    return {
      status,
      rows: toIds(found?.failing?.jobs?.nodes),
      others: toIds(found?.healthy?.jobs?.nodes),
      error: toError(errors[0]),
      pageInfo: found?.failing?.jobs?.pageInfo,
    };
  },
  clusters: async (graph, { account }, first, after) => {
    const { status, data, errors } = await graph.query(CLUSTERS, { first, after });
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
  _entities: async (graph, { failing, healthy }) => {
    const references = [failing, healthy].map((id) => ({ __typename: 'Cluster', id }));
    const { status, data, errors } = await graph.query(ENTITIES, { references });
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

function toError(error: Awaited<ReturnType<ServedGraph['query']>>['errors'][number] | undefined): Result['error'] {
  if (!error) return undefined;
  const code = error.extensions['code'];
  return { code: typeof code === 'string' ? code : '', path: (error.path ?? []).join('.'), message: error.message };
}
