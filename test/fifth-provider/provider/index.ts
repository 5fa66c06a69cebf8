import type { Cluster } from '../../../src/domain/cluster.js';
import type { ClusterJob } from '../../../src/domain/job.js';
import type { Operation } from '../../../src/domain/operation.js';
import type { Account } from '../../../src/domain/provider.js';
import type { ProviderAccount } from '../../../src/providers/provider.js';
import { createClient, type Client, type Send } from './client.js';
import { toCluster, toJobPage } from './convert.js';
import { CLUSTERS, OPERATIONS } from './pagination.js';
import { TokenRows } from './token-rows.js';

export interface Dependencies {
  readonly send: Send;
  /** A list that is short enough to arrive whole. */
  readonly listClusters: () => Promise<readonly string[]>;
}

/** An account at a service that lists all operations of the account, page by page with tokens. */
export function createTokenAccount(account: Account, { send, listClusters }: Dependencies): ProviderAccount {
  const client = createClient(account, send);
  const operations = new WeakMap<Operation, TokenRows<ClusterJob>>();
  const readClusters = async (): Promise<Cluster[]> =>
    (await listClusters()).map((nativeId) => toCluster(account, nativeId));

  return {
    account,
    jobScope: 'account',
    hidesDeletedClusters: false,
    knownJobScopes: [''],
    clusters: () => ({
      key: JSON.stringify([account.name, 'clusters']),
      style: CLUSTERS,
      fetch: async () => ({
        rows: (await readClusters()).map((value) => ({
          time: value.createdAt ?? undefined,
          identity: value.nativeId,
          value,
        })),
      }),
    }),
    jobs: (operation) => ({
      key: JSON.stringify([account.name, 'jobs']),
      style: OPERATIONS,
      fetch: ({ offset, limit }) => {
        const rows = operations.get(operation) ?? createRows(client, account, operation);
        operations.set(operation, rows);
        return rows.read(offset, offset + limit);
      },
    }),
    getClusters: async (_, nativeIds) => {
      const clusters = await readClusters();
      return nativeIds.map((nativeId) => clusters.find((cluster) => cluster.nativeId === nativeId) ?? null);
    },
    lookupCalls: () => 1,
    probe: async (operation) => {
      toJobPage(await client.listOperations(operation, 1, undefined), account);
    },
  };
}

function createRows(client: Client, account: Account, operation: Operation): TokenRows<ClusterJob> {
  return new TokenRows(account, async (size, token) =>
    toJobPage(await client.listOperations(operation, size, token), account),
  );
}
