import type { Cluster } from '../../../src/domain/cluster.js';
import type { ClusterJob } from '../../../src/domain/job.js';
import type { Operation } from '../../../src/domain/operation.js';
import type { Account } from '../../../src/domain/provider.js';
import type { ProviderAccount } from '../../../src/providers/provider.js';
import { createClient, type Send } from './client.js';
import { toCluster, toJobRow } from './convert.js';
import { OPERATIONS } from './pagination.js';
import { TokenRows } from './token-rows.js';

export interface Dependencies {
  readonly send: Send;
  /** A list that is short enough to come whole. */
  readonly listClusters: () => Promise<readonly string[]>;
}

/** An account at a service that lists all operations of the account, by tokens. */
export function createTokenAccount(account: Account, { send, listClusters }: Dependencies): ProviderAccount {
  const client = createClient(account, send);
  const rowsByOperation = new WeakMap<Operation, TokenRows<ClusterJob>>();
  const rowsOf = (operation: Operation): TokenRows<ClusterJob> => {
    const known = rowsByOperation.get(operation);
    if (known !== undefined) return known;
    const rows = new TokenRows<ClusterJob>(async (size, token) => {
      const { items, nextPageToken } = await client.listOperations(operation, size, token);
      return { rows: items.map((item) => toJobRow(account, item)), nextToken: nextPageToken };
    });
    rowsByOperation.set(operation, rows);
    return rows;
  };
  const readClusters = async (): Promise<Cluster[]> =>
    (await listClusters()).map((nativeId) => toCluster(account, nativeId));

  return {
    account,
    jobScope: 'account',
    hidesDeletedClusters: false,
    knownJobScopes: [''],
    clusters: () => ({
      key: `${account.name}/clusters`,
      style: { documentation: 'made up: "All clusters at once."', unit: 'whole', origin: 0, limits: [1] },
      fetch: async () => ({
        rows: (await readClusters()).map((value) => ({
          time: value.createdAt ?? Infinity,
          identity: value.nativeId,
          value,
        })),
      }),
    }),
    jobs: (operation) => ({
      key: `${account.name}/operations`,
      style: OPERATIONS,
      fetch: ({ offset, limit }) => rowsOf(operation).read(offset, offset + limit),
    }),
    getClusters: async (_, nativeIds) => {
      const clusters = await readClusters();
      return nativeIds.map((nativeId) => clusters.find((cluster) => cluster.nativeId === nativeId) ?? null);
    },
    lookupCalls: () => 1,
    probe: async (operation) => {
      await client.listOperations(operation, 1, undefined);
    },
  };
}
