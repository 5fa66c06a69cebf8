import type { Cluster, ClusterStatus } from '../../../domain/cluster.js';
import type { ClusterJob } from '../../../domain/job.js';
import type { Operation } from '../../../domain/operation.js';
import type { Feed } from '../../../paging/feed.js';
import type { ProviderDefinition, ProviderDependencies } from '../../definition.js';
import type { ProviderAccount } from '../../provider.js';
import { HUAWEI_KEYS, huaweiAccounts, type HuaweiAccountConfig } from '../account.js';
import { lookUp, unknownCluster } from '../lookup.js';
import { isNativeId } from '../../../domain/ids.js';
import { accepted } from '../../shared/accepted.js';
import { openProject } from '../project.js';
import type { Source } from '../source.js';
import { createClient, type DwsClient } from './client.js';
import { toCluster, toClusterPage, toJobPage } from './convert.js';
import { CLUSTERS, TASKS } from './pagination.js';

export const DWS = {
  provider: 'HUAWEI_DWS',
  accounts: huaweiAccounts('HUAWEI_DWS', 'dws'),
  keyLockout: HUAWEI_KEYS,
  createAccount: createDwsAccount,
} as const satisfies ProviderDefinition<HuaweiAccountConfig>;

/** The Data Warehouse Service (DWS) of one project. */
export function createDwsAccount(config: HuaweiAccountConfig, dependencies: ProviderDependencies): ProviderAccount {
  const project = openProject(config, dependencies);
  const client = createClient(project);
  return {
    account: project.account,
    jobScope: 'cluster',
    // `clusters` filters deleted clusters out, but a lookup finds only clusters that the provider's list contains:
    // DWS.3027, "The cluster does not exist".
    hidesDeletedClusters: false,
    clusters: (operation, statuses) => clusterFeed(client, project, operation, statuses),
    jobs: (operation, clusterId) => jobFeed(client, project, operation, clusterId),
    getClusters: (operation, ids) => lookUp(ids, (id) => getCluster(client, project, operation, id)),
    lookupCalls: (count) => count,
    describeCredential: project.describeCredential,
    probe: async (operation) => {
      await listClusters(client, project, operation);
    },
  };
}

/** Deleted clusters are listed only if they are requested. The list with them has its own key. */
function clusterFeed(
  client: DwsClient,
  source: Source,
  operation: Operation,
  statuses: readonly ClusterStatus[] = [],
): Feed<Cluster> {
  const withDeleted = statuses.includes('DELETED');
  return {
    key: JSON.stringify([source.account.name, 'clusters', ...(withDeleted ? ['deleted'] : [])]),
    style: CLUSTERS,
    fetch: async () => {
      const page = await listClusters(client, source, operation);
      return withDeleted ? page : { ...page, rows: page.rows.filter(({ value }) => value.status !== 'DELETED') };
    },
  };
}

/** A task has no id. Tasks of equal type, logical cluster and second are distinguished by their position in the list. */
function jobFeed(client: DwsClient, source: Source, operation: Operation, clusterId: string): Feed<ClusterJob> {
  const { account } = source;
  return {
    key: JSON.stringify([account.name, 'jobs', clusterId]),
    style: TASKS,
    twins: true,
    fetch: async (page) => {
      if (!isNativeId(clusterId)) throw unknownCluster(account);
      const response = await client.listTasks(operation, clusterId, page);
      return response === 'rejected' ? response : toJobPage(response, clusterId, source);
    },
  };
}

async function listClusters(client: DwsClient, source: Source, operation: Operation) {
  return toClusterPage(accepted(await client.listClusters(operation), source.account), source);
}

async function getCluster(client: DwsClient, source: Source, operation: Operation, id: string) {
  const cluster = toCluster(accepted(await client.getCluster(operation, id), source.account), source);
  return cluster?.nativeId === id ? cluster : null;
}
