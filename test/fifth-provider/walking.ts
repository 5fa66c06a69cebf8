import { execute, parse } from 'graphql';
import { createGraph } from '../../src/graph/index.js';
import { configOf } from '../config/loading.js';
import { createTokenAccount } from './provider/index.js';
import { TokenService } from './service.js';

export const START = Date.UTC(2026, 10, 21, 8);

const CONFIG = configOf(
  'accounts: [{ name: a, provider: qingcloud, region: r, auth: { accessKeyId: x, secretAccessKey: y } }]',
);

const QUERY = parse(`query ($first: Int, $after: String, $last: Int, $before: String) {
  clusterJobs(first: $first, after: $after, last: $last, before: $before) {
    nodes { nativeId }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    unavailable { message }
  }
}`);

interface Jobs {
  readonly nodes: readonly { readonly nativeId: string }[];
  readonly pageInfo: PageInfo;
  readonly unavailable: readonly object[];
}
interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** A service with so many records, some of them of the same moment. */
export function createService(size: number, name = 'op'): TokenService {
  const service = new TokenService(name);
  for (let index = 0; index < size; index++) service.insert(START - (size - Math.floor(index / 3)) * 60_000);
  return service;
}

/** The graph over one account at each service. CloudProvider is an enumeration, so the accounts borrow a word of it. */
export function walker(services: readonly TokenService[]) {
  const accounts = services.map((service, index) =>
    createTokenAccount(
      { name: `tokens-${index}`, provider: 'HUAWEI_GEMINIDB', region: 'moon' },
      {
        send: (size, token) => service.listOperations(size, token),
        listClusters: async () => (await service.listClusters()).items,
      },
    ),
  );
  const graph = createGraph(CONFIG, accounts);

  /** One page, read by an operation of its own. */
  const readPage = async (variables: Record<string, unknown>): Promise<Jobs> => {
    const caller = { requestId: 'r', rights: { allows: () => true }, signal: new AbortController().signal };
    const contextValue = graph.createContext(caller);
    const result = await execute({ schema: graph.schema, document: QUERY, contextValue, variableValues: variables });
    contextValue.operation.dispose();
    if (result.errors) throw new Error(result.errors.map(({ message }) => message).join('; '));
    return result.data?.['clusterJobs'] as Jobs;
  };

  /** All native ids in walking order. */
  return async (direction: 'forward' | 'backward', pageSize: () => number, between: () => void = () => undefined) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const page = await readPage(
        direction === 'forward' ? { first: pageSize(), after: cursor } : { last: pageSize(), before: cursor },
      );
      if (page.unavailable.length > 0) throw new Error(JSON.stringify(page.unavailable));
      const ids = page.nodes.map(({ nativeId }) => nativeId);
      seen.push(...(direction === 'forward' ? ids : ids.toReversed()));
      if (!(direction === 'forward' ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage)) return seen;
      cursor = direction === 'forward' ? page.pageInfo.endCursor : page.pageInfo.startCursor;
      between();
    }
  };
}
