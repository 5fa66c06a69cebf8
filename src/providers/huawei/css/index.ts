import type { Cluster } from '../../../domain/cluster.js';
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
import { createClient, type CssClient } from './client.js';
import { toCluster, toClusterPage, toJobPage } from './convert.js';
import { CLUSTERS, LOG_RECORDS } from './pagination.js';
import { createRowFetch, type LearnedNaming } from './row-numbers.js';

export const CSS = {
  provider: 'HUAWEI_CSS',
  accounts: huaweiAccounts('HUAWEI_CSS', 'css'),
  keyLockout: HUAWEI_KEYS,
  createAccount: createCssAccount,
} as const satisfies ProviderDefinition<HuaweiAccountConfig>;

/** The Cloud Search Service (CSS) of one project. */
export function createCssAccount(config: HuaweiAccountConfig, dependencies: ProviderDependencies): ProviderAccount {
  const project = openProject(config, dependencies);
  const { account } = project;
  const client = createClient(project);
  const ofClusters: LearnedNaming = { naming: undefined };
  const ofJobs: LearnedNaming = { naming: undefined };
  return {
    account,
    jobScope: 'cluster',
    hidesDeletedClusters: false,
    clusters: (operation) => clusterFeed(client, project, operation, ofClusters),
    jobs: (operation, clusterId) => jobFeed(client, project, operation, clusterId, ofJobs),
    getClusters: (operation, ids) => lookUp(ids, (id) => getCluster(client, project, operation, id)),
    lookupCalls: (count) => count,
    describeCredential: project.describeCredential,
    probe: async (operation) => {
      toClusterPage(accepted(await client.listClusters(operation, { limit: '1' }), account), project);
    },
  };
}

function clusterFeed(client: CssClient, source: Source, operation: Operation, learned: LearnedNaming): Feed<Cluster> {
  const { account } = source;
  const fetch = createRowFetch({
    style: CLUSTERS,
    learned,
    request: (query) =>
      client
        .listClusters(operation, query)
        .then((response) => (response === 'rejected' ? response : toClusterPage(response, source))),
  });
  return { key: JSON.stringify([account.name, 'clusters']), style: CLUSTERS, fetch };
}

function jobFeed(
  client: CssClient,
  source: Source,
  operation: Operation,
  clusterId: string,
  learned: LearnedNaming,
): Feed<ClusterJob> {
  const { account } = source;
  const fetch = createRowFetch({
    style: LOG_RECORDS,
    learned,
    request: (query) => {
      if (!isNativeId(clusterId)) return Promise.reject(unknownCluster(account));
      return client
        .listLogRecords(operation, clusterId, query)
        .then((response) => (response === 'rejected' ? response : toJobPage(response, clusterId, source)));
    },
  });
  return { key: JSON.stringify([account.name, 'jobs', clusterId]), style: LOG_RECORDS, fetch };
}

async function getCluster(client: CssClient, source: Source, operation: Operation, id: string) {
  const cluster = toCluster(accepted(await client.getCluster(operation, id), source.account), source);
  return cluster?.nativeId === id ? cluster : null;
}
