import { execute, parse } from 'graphql';
import { createGraph } from '../../../src/graph/index.js';
import type { ProviderAccount } from '../../../src/providers/provider.js';
import { configOf } from '../../config/loading.js';

/** Only the limits of this configuration are used; the accounts are passed separately. */
const CONFIG = configOf(
  'accounts: [{ name: a, provider: qingcloud, region: r, auth: { accessKeyId: x, secretAccessKey: y } }]',
);

const QUERY = parse(`query ($first: Int, $after: String, $last: Int, $before: String) {
  clusterJobs(first: $first, after: $after, last: $last, before: $before) {
    nodes { nativeId createdAt }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    unavailable { account { name } code message }
  }
}`);

export type Direction = 'forward' | 'backward';

export interface Jobs {
  readonly nodes: readonly { readonly nativeId: string; readonly createdAt: string | null }[];
  readonly pageInfo: PageInfo;
  readonly unavailable: readonly {
    readonly account: { readonly name: string };
    readonly code: string;
    readonly message: string;
  }[];
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** Reads pages of `clusterJobs` over some accounts, each page as an operation of its own. */
export function createReader(accounts: readonly ProviderAccount[]) {
  const graph = createGraph(CONFIG, accounts);
  return async (variables: Record<string, unknown>): Promise<Jobs> => {
    const caller = { requestId: 'r', rights: { allows: () => true }, signal: new AbortController().signal };
    const contextValue = graph.createContext(caller);
    const result = await execute({ schema: graph.schema, document: QUERY, contextValue, variableValues: variables });
    contextValue.operation.dispose();
    if (result.errors) throw new Error(result.errors.map(({ message }) => message).join('; '));
    return result.data?.['clusterJobs'] as Jobs;
  };
}

/** Walks all pages to the end; rejects if a source is unavailable. The result has all native ids in walking order. */
export async function walk(
  accounts: readonly ProviderAccount[],
  direction: Direction,
  pageSize: () => number,
): Promise<string[]> {
  const readPage = createReader(accounts);
  const seen: string[] = [];
  for (let cursor: string | null = null; ;) {
    const isForward = direction === 'forward';
    const page = await readPage(
      isForward ? { first: pageSize(), after: cursor } : { last: pageSize(), before: cursor },
    );
    if (page.unavailable.length > 0) throw new Error(JSON.stringify(page.unavailable));
    const ids = page.nodes.map(({ nativeId }) => nativeId);
    seen.push(...(isForward ? ids : ids.toReversed()));
    const { hasNextPage, hasPreviousPage, endCursor, startCursor } = page.pageInfo;
    if (!(isForward ? hasNextPage : hasPreviousPage)) return seen;
    cursor = isForward ? endCursor : startCursor;
  }
}
