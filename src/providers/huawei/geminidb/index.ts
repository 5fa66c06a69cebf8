import type { Cluster } from '../../../domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../../domain/job.js';
import type { Operation } from '../../../domain/operation.js';
import type { Feed } from '../../../paging/feed.js';
import type { ProviderDefinition, ProviderDependencies } from '../../definition.js';
import type { ProviderAccount } from '../../provider.js';
import { HUAWEI_KEYS, huaweiAccounts, type HuaweiAccountConfig } from '../account.js';
import { findRow, lookUp } from '../lookup.js';
import { accepted } from '../../shared/accepted.js';
import { openProject } from '../project.js';
import type { Source } from '../source.js';
import { createClient, type GeminiDbClient, type Slice } from './client.js';
import { toClusterPage, toJobPage } from './convert.js';
import { INSTANCES, JOBS, toStatusWord } from './pagination.js';
import { createJobLookup } from './job-lookup.js';

export const GEMINIDB = {
  provider: 'HUAWEI_GEMINIDB',
  accounts: huaweiAccounts('HUAWEI_GEMINIDB', 'gaussdb-nosql'),
  keyLockout: HUAWEI_KEYS,
  createAccount: createGeminiDbAccount,
} as const satisfies ProviderDefinition<HuaweiAccountConfig>;

/** GeminiDB of one project. Its jobs are one list, shared by all its instances. */
export function createGeminiDbAccount(
  config: HuaweiAccountConfig,
  dependencies: ProviderDependencies,
): ProviderAccount {
  const project = openProject(config, dependencies);
  const client = createClient(project);
  return {
    account: project.account,
    jobScope: 'account',
    hidesDeletedClusters: false,
    knownJobScopes: [''],
    clusters: (operation) => clusterFeed(client, project, operation),
    jobs: (operation, _scope, statuses) => jobFeed(client, project, operation, statuses),
    getClusters: (operation, ids) => lookUp(ids, (id) => getCluster(client, project, operation, id)),
    lookupCalls: (count) => count,
    getJobs: createJobLookup(client, project, dependencies.now),
    describeCredential: project.describeCredential,
    probe: async (operation) => {
      await listClusters(client, project, operation, { offset: 0, limit: 1 });
    },
  };
}

function clusterFeed(client: GeminiDbClient, source: Source, operation: Operation): Feed<Cluster> {
  return {
    key: JSON.stringify([source.account.name, 'clusters']),
    style: INSTANCES,
    fetch: async (slice) => {
      const response = await client.listInstances(operation, slice);
      return response === 'rejected' ? response : toClusterPage(response, source);
    },
  };
}

/** A filter by one status changes the rows at each offset, so the filtered list has its own key. */
function jobFeed(
  client: GeminiDbClient,
  source: Source,
  operation: Operation,
  statuses?: readonly ClusterJobStatus[],
): Feed<ClusterJob> {
  const { account } = source;
  const status = toStatusWord(statuses);
  return {
    key: JSON.stringify([account.name, 'jobs', ...(status === undefined ? [] : [status])]),
    style: JOBS,
    fetch: async ({ window, ...slice }) => {
      if (window === undefined) throw new TypeError('A list of GeminiDB jobs requires a time window.');
      const response = await client.listJobs(operation, slice, window, status);
      return response === 'rejected' ? response : toJobPage(response, source);
    },
  };
}

async function listClusters(client: GeminiDbClient, source: Source, operation: Operation, slice: Slice) {
  return toClusterPage(accepted(await client.listInstances(operation, slice), source.account), source);
}

/** "id: if you use an asterisk (*) at the beginning, fuzzy search results are returned": only an exact match counts. */
async function getCluster(client: GeminiDbClient, source: Source, operation: Operation, id: string) {
  const page = toClusterPage(accepted(await client.getInstance(operation, id), source.account), source);
  return findRow(page, id, source.account)?.value ?? null;
}
