import type { Clouds } from '../../src/simulator/index.js';

/** What callers ask, and what must be true of every answer, whole or in part. */
export interface Question {
  readonly query: string;
  /** What is wrong with an answer's data. */
  readonly mistakeIn?: (data: unknown) => string | undefined;
}

interface Clusters {
  readonly nodes: readonly { nativeId: string; account: { name: string } }[];
  readonly unavailable: readonly { account: { name: string } }[];
}

interface Jobs {
  readonly nodes: readonly { id: string; createdAt: string | null }[];
}

export function questionsAbout(clouds: Clouds): readonly Question[] {
  return [
    {
      query:
        '{ clusters(first: 100) { nodes { nativeId name status account { name } } unavailable { code account { name } } } }',
      mistakeIn: (data) => rowsInSilence(clouds, (data as { clusters: Clusters | null } | null)?.clusters),
    },
    {
      query:
        '{ clusterJobs(first: 50) { nodes { id createdAt status } pageInfo { endCursor } unavailable { code account { name } } } }',
      mistakeIn: (data) => disorder((data as { clusterJobs: Jobs | null } | null)?.clusterJobs),
    },
    {
      query:
        '{ cloudAccounts { name clusters(first: 5) { nodes { name jobs(first: 5) { nodes { action } totalCount } } } } }',
    },
    { query: '{ clusters(first: 5) { nodes { jobs(first: 20) { nodes { createdAt } } } } }' },
    { query: '{ clusters(first: -1) { totalCount } }' },
  ];
}

/** An account has all its clusters in the answer, or the answer says that it could not be read. */
function rowsInSilence(clouds: Clouds, found: Clusters | null | undefined): string | undefined {
  if (!found) return undefined;
  const away = new Set(found.unavailable.map(({ account }) => account.name));
  for (const state of clouds.states) {
    const seen = found.nodes.filter(({ account }) => account.name === state.name).map(({ nativeId }) => nativeId);
    const real = state.clusters().map(({ id }) => id);
    const isWhole = seen.toSorted().join() === real.toSorted().join();
    if (!isWhole && !away.has(state.name)) {
      return `${state.name} has ${real.length} clusters, the answer ${seen.length}, and nothing is said of it`;
    }
  }
  return undefined;
}

/** Newest first, those that have not started before them, none twice. */
function disorder(found: Jobs | null | undefined): string | undefined {
  const nodes = found?.nodes ?? [];
  if (new Set(nodes.map(({ id }) => id)).size < nodes.length) return 'a job comes twice';
  const times = nodes.map(({ createdAt }) => (createdAt === null ? Infinity : Date.parse(createdAt)));
  return times.some((time, index) => time > (times[index - 1] ?? Infinity)) ? 'jobs are not in order' : undefined;
}
