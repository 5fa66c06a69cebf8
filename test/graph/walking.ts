import type { Fleet, GraphError } from './fleet.js';

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: PageInfo;
  readonly totalCount?: number | null;
  readonly since?: string | null;
  readonly unavailable: readonly Unavailable[];
}

export interface Unavailable {
  readonly code: string;
  readonly retryable: boolean;
  readonly message: string;
  readonly account: { readonly name: string };
  readonly cluster: { readonly nativeId: string } | null;
}

export type Direction = 'forward' | 'backward';
export const DIRECTIONS: readonly Direction[] = ['forward', 'backward'];

/** The list to read page by page, and the page size and direction. */
export interface Walk {
  /** The selection that contains the list, with `…` for its paging arguments and `{}` for its selection set: `clusters(…) {}`. */
  readonly list: string;
  /** Fields of a node; `id` is always read. */
  readonly fields: string;
  /** Fields of the connection in addition to edges, nodes and pageInfo. */
  readonly more?: string;
  readonly variables?: object;
  /** Declarations of further variables: `$id: ID!`. */
  readonly types?: string;
  readonly size: number;
  readonly direction?: Direction;
  /** The maximum number of pages to read. */
  readonly pages?: number;
}

export interface Walked<Node> {
  readonly pages: readonly Connection<Node>[];
  /** In the list's order, in both directions. */
  readonly nodes: readonly Node[];
  /** The errors of the page that ended the walk. */
  readonly errors: readonly GraphError[];
}

const PAGE = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }';

/** The GraphQL document that reads one page of a walk. */
export function pageQuery({ list, fields, more = '', types = '' }: Omit<Walk, 'size'>): string {
  const paging = 'first: $first, after: $after, last: $last, before: $before';
  const unavailable = 'unavailable { code retryable message account { name } cluster { nativeId } }';
  const connection = `{ nodes { id ${fields} } ${PAGE} ${unavailable} ${more} }`;
  const document = list.replace('…', paging).replace('{}', connection);
  return `query Page($first: Int, $after: String, $last: Int, $before: String, ${types}) { ${document} }`;
}

/** Reads page after page until the last one, an error, or the maximum number of pages. */
export async function walk<Node>(fleet: Fleet, walk: Walk): Promise<Walked<Node>> {
  const { size, direction = 'forward', variables = {}, pages: most = 5000 } = walk;
  const query = pageQuery(walk);
  const pages: Connection<Node>[] = [];
  let cursor: string | null = null;
  while (pages.length < most) {
    const paging: object = direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
    const { data, errors } = await fleet.execute<unknown>(query, { ...variables, ...paging });
    if (errors) return { pages, nodes: nodesOf(pages, direction), errors };
    const page = connectionIn<Node>(data);
    pages.push(page);
    const { hasNextPage, hasPreviousPage, endCursor, startCursor } = page.pageInfo;
    if (!(direction === 'forward' ? hasNextPage : hasPreviousPage)) break;
    cursor = direction === 'forward' ? endCursor : startCursor;
  }
  return { pages, nodes: nodesOf(pages, direction), errors: [] };
}

function nodesOf<Node>(pages: readonly Connection<Node>[], direction: Direction): readonly Node[] {
  return (direction === 'forward' ? pages : pages.toReversed()).flatMap(({ nodes }) => nodes);
}

/** The first object with `nodes`, found by following the first field of each object. */
export function connectionIn<Node>(data: unknown): Connection<Node> {
  let value = data;
  while (typeof value === 'object' && value !== null && !('nodes' in value)) {
    const fields: unknown[] = Object.values(value);
    [value] = fields;
  }
  return value as Connection<Node>;
}

/** The walk over one cluster's jobs. */
export function jobsOf(id: string, fields: string, more?: string): Omit<Walk, 'size'> {
  return {
    list: 'cluster(id: $id) { jobs(…) {} }',
    fields,
    types: '$id: ID!',
    variables: { id },
    ...(more !== undefined && { more }),
  };
}
