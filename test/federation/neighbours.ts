import { fixture } from '../schema/subgraph.js';
import { serveSubgraph, type Subgraph } from './subgraph-server.js';

/** Both keys of a cluster to which the neighbours refer. */
export interface Known {
  readonly id: string;
  readonly resourceName: string;
}

/** The keys of Jobgraph's entities: all data that the neighbours have of them. */
export interface Facts {
  readonly clusters: readonly Known[];
  readonly accounts: readonly string[];
  readonly jobs: readonly string[];
}

const TEAMS = ['orders', 'search', 'platform'] as const;

interface Reference {
  readonly id: string;
}

/** The team of an entity, derived from its key. */
export function teamOf(key: string): string {
  const sum = Buffer.from(key).reduce((total, byte) => total + byte, 0);
  return TEAMS[sum % TEAMS.length] ?? TEAMS[0];
}

/** Starts the three neighbours of `test/schema/neighbours`. */
export async function startNeighbours(facts: Facts): Promise<readonly Subgraph[]> {
  return Promise.all([startBilling(), startOwnership(facts), startPipelines(facts)]);
}

/** Extends clusters by `resourceName`, and has its own accounts. */
function startBilling(): Promise<Subgraph> {
  const account = (id: string) => ({ id, name: `Account ${id}`, provider: 'AWS', openedAt: '2020-01-01T00:00:00Z' });
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: '1', endCursor: '1' };
  return serveSubgraph('billing', fixture('neighbours/billing'), {
    Query: {
      accounts: () => ({ edges: [{ cursor: '1', node: account('1') }], pageInfo }),
      account: (_: unknown, { id }: Reference) => account(id),
    },
    Account: { __resolveReference: ({ id }: Reference) => account(id) },
    Cluster: {
      __resolveReference: (reference: Known) => reference,
      monthlyCost: ({ resourceName }: Known) => resourceName.length * 10,
      billedTo: ({ resourceName }: Known) => account(teamOf(resourceName)),
    },
  });
}

/** Extends clusters, accounts and jobs by `id`. */
function startOwnership({ clusters, accounts }: Facts): Promise<Subgraph> {
  const team = (name: string) => ({ name });
  const owned = <T>(things: readonly T[], keyOf: (thing: T) => string, name: string) =>
    things.filter((thing) => teamOf(keyOf(thing)) === name).map((thing) => ({ id: keyOf(thing) }));
  return serveSubgraph('ownership', fixture('neighbours/ownership'), {
    Query: { teams: () => TEAMS.map(team) },
    Team: {
      __resolveReference: ({ name }: { name: string }) => team(name),
      clusters: ({ name }: { name: string }) => owned(clusters, ({ id }) => id, name),
      accounts: ({ name }: { name: string }) => owned(accounts, (id) => id, name),
    },
    Cluster: {
      __resolveReference: (reference: { id: string; name?: string }) => reference,
      owner: ({ id }: Reference) => team(teamOf(id)),
      ownedSince: () => '2025-01-01T00:00:00.000Z',
      displayName: ({ name }: { name?: string | null }) => (name ? `The ${name}` : null),
    },
    CloudAccount: { __resolveReference: (r: Reference) => r, owner: ({ id }: Reference) => team(teamOf(id)) },
    ClusterJob: { __resolveReference: (r: Reference) => r, approvedBy: ({ id }: Reference) => team(teamOf(id)) },
  });
}

/** Has its own jobs, and references the clusters to which they deploy by `resourceName` only. */
function startPipelines({ clusters }: Facts): Promise<Subgraph> {
  const createdAt = '2026-11-01T00:00:00.000Z';
  const job = (id: string) => ({ id, status: 'GREEN', createdAt });
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: '1', endCursor: '1' };
  return serveSubgraph('pipelines', fixture('neighbours/pipelines'), {
    Query: {
      jobs: (_: unknown, { first = 2 }: { first?: number }) => ({
        nodes: Array.from({ length: first }, (__, index) => job(`pipeline-${index}`)),
        pageInfo,
      }),
    },
    Job: {
      __resolveReference: ({ id }: Reference) => job(id),
      deploysTo: () => clusters.map(({ resourceName }) => ({ resourceName })),
    },
    ClusterJob: { __resolveReference: (r: Reference) => r, triggeredBy: ({ id }: Reference) => job(`of-${id}`) },
  });
}
