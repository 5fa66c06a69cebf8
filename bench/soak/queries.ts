import type { Clouds } from '../../src/simulator/index.js';

/** A query of the callers, with a check of every response, complete or partial. */
export interface CheckedQuery {
  readonly query: string;
  /** Describes what is wrong with the data of a response; `undefined` if nothing is. */
  readonly findProblem?: (data: unknown) => string | undefined;
}

interface Clusters {
  readonly nodes: readonly { nativeId: string; account: { name: string } }[];
  readonly unavailable: readonly { account: { name: string } }[];
}

interface Jobs {
  readonly nodes: readonly { id: string; createdAt: string | null }[];
}

export function createQueries(clouds: Clouds): readonly CheckedQuery[] {
  return [
    {
      query:
        '{ clusters(first: 100) { nodes { nativeId name status account { name } } unavailable { code account { name } } } }',
      findProblem: (data) => findMissingClusters(clouds, (data as { clusters: Clusters | null } | null)?.clusters),
    },
    {
      query:
        '{ clusterJobs(first: 50) { nodes { id createdAt status } pageInfo { endCursor } unavailable { code account { name } } } }',
      findProblem: (data) => findDisorder((data as { clusterJobs: Jobs | null } | null)?.clusterJobs),
    },
    {
      query:
        '{ cloudAccounts { name clusters(first: 5) { nodes { name jobs(first: 5) { nodes { action } totalCount } } } } }',
    },
    { query: '{ clusters(first: 5) { nodes { jobs(first: 20) { nodes { createdAt } } } } }' },
    { query: '{ clusters(first: -1) { totalCount } }' },
  ];
}

/** The response has all clusters of an account, or lists the account in `unavailable`. */
function findMissingClusters(clouds: Clouds, found: Clusters | null | undefined): string | undefined {
  if (!found) return undefined;
  const away = new Set(found.unavailable.map(({ account }) => account.name));
  for (const state of clouds.states) {
    const seen = found.nodes.filter(({ account }) => account.name === state.name).map(({ nativeId }) => nativeId);
    const real = state.clusters().map(({ id }) => id);
    const isWhole = seen.toSorted().join() === real.toSorted().join();
    if (!isWhole && !away.has(state.name)) {
      return `${state.name} has ${real.length} clusters, the response ${seen.length}, and the account is not in \`unavailable\``;
    }
  }
  return undefined;
}

/** The jobs are sorted newest first, with jobs that have not started before all others, and none is repeated. */
function findDisorder(found: Jobs | null | undefined): string | undefined {
  const nodes = found?.nodes ?? [];
  if (new Set(nodes.map(({ id }) => id)).size < nodes.length) return 'a job is repeated';
  const times = nodes.map(({ createdAt }) => (createdAt === null ? Infinity : Date.parse(createdAt)));
  return times.some((time, index) => time > (times[index - 1] ?? Infinity)) ? 'jobs are not sorted' : undefined;
}
