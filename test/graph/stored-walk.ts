import type { StoredFleet } from './stored-fleet.js';

export interface JobPage {
  readonly nodes: readonly {
    readonly id: string;
    readonly createdAt: string | null;
    readonly clusters?: readonly { readonly id: string }[];
  }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
    readonly startCursor: string | null;
  };
  readonly asOf: string | null;
  readonly since: string | null;
  readonly unavailable: readonly { readonly code: string; readonly message: string }[];
}

const FIELDS = `nodes { id createdAt clusters { id } }
  pageInfo { hasNextPage hasPreviousPage endCursor startCursor } asOf since unavailable { code message }`;
export const JOBS = `query Jobs($first: Int, $after: String, $last: Int, $before: String, $filter: FleetJobFilter, $maxStaleness: Int) {
  clusterJobs(first: $first, after: $after, last: $last, before: $before, filter: $filter, maxStaleness: $maxStaleness) { ${FIELDS} }
}`;

export interface JobWalk {
  readonly size?: number;
  readonly direction?: 'forward' | 'backward';
  readonly filter?: object | undefined;
  /** The maxStaleness of each page, by its number. */
  readonly stalenessOf: (page: number) => number;
  /** Called between two pages. */
  readonly between?: (page: number) => Promise<void>;
  /** Sources may be unavailable on some pages. */
  readonly mayFail?: boolean;
}

/** The ids of all jobs of a walk, in its direction. Rejects if a source is unavailable. */
export async function walkJobs(fleet: StoredFleet, walk: JobWalk): Promise<string[]> {
  return (await walkNodes(fleet, walk)).map(({ id }) => id);
}

/** All jobs of a walk, in its direction. */
export async function walkNodes(
  fleet: StoredFleet,
  { size = 7, direction = 'forward', filter, stalenessOf, between, mayFail = false }: JobWalk,
): Promise<JobPage['nodes'][number][]> {
  const nodes: JobPage['nodes'][number][] = [];
  const isForward = direction === 'forward';
  let cursor: string | null = null;
  for (let page = 0; page < 1000; page++) {
    const paging: object = isForward ? { first: size, after: cursor } : { last: size, before: cursor };
    const variables = { ...paging, filter, maxStaleness: stalenessOf(page) };
    const { clusterJobs } = await fleet.read<{ clusterJobs: JobPage }>(JOBS, variables);
    const [unavailable] = clusterJobs.unavailable;
    if (unavailable && !mayFail) throw new Error(`${unavailable.code} ${unavailable.message}`);
    nodes.push(...(isForward ? clusterJobs.nodes : clusterJobs.nodes.toReversed()));
    const { hasNextPage, hasPreviousPage, endCursor, startCursor } = clusterJobs.pageInfo;
    // The last page lists the unavailable sources; its cursor continues there.
    if (!(isForward ? hasNextPage : hasPreviousPage) && !unavailable) return nodes;
    cursor = isForward ? endCursor : startCursor;
    await between?.(page);
  }
  throw new Error(`The walk does not end: ${JSON.stringify({ size, direction, filter, cursor })}`);
}
