import type { Cluster, ClusterStatus } from '../../domain/cluster.js';
import type { ClusterJob, ClusterJobStatus } from '../../domain/job.js';
import type { Operation } from '../../domain/operation.js';
import type { Account } from '../../domain/provider.js';
import type { Feed } from '../../paging/feed.js';
import type { ProviderDefinition, ProviderDependencies } from '../definition.js';
import type { ProviderAccount } from '../provider.js';
import { QINGCLOUD_ACCOUNTS, QINGCLOUD_KEYS, type QingCloudAccountConfig } from './account.js';
import { createClient, type QingCloudClient } from './client.js';
import { toClusterPage, toJobPage, type Source } from './convert.js';
import { CLUSTERS, JOBS, LOOKUP_SIZE, toClusterWords, toJobWords } from './pagination.js';
import { classify } from './errors.js';
import { accepted } from '../shared/accepted.js';
import { createLookups } from './lookups.js';
import { describeCredential } from '../shared/credential-description.js';
import type { ConfiguredKey } from '../shared/access-key.js';
import { keySourceOf } from '../shared/key-source.js';
import { signWith } from '../shared/sign-with.js';
import { createSigner } from './signer.js';

export const QINGCLOUD = {
  provider: 'QINGCLOUD',
  accounts: QINGCLOUD_ACCOUNTS,
  keyLockout: QINGCLOUD_KEYS,
  createAccount: createQingCloudAccount,
} as const satisfies ProviderDefinition<QingCloudAccountConfig>;

/** One zone of QingCloud AppCenter. An app's jobs are one list, shared by all its clusters. */
export function createQingCloudAccount(
  config: QingCloudAccountConfig,
  dependencies: Pick<ProviderDependencies, 'upstream' | 'sources'>,
): ProviderAccount {
  const account: Account = { name: config.name, provider: config.provider, region: config.region };
  const { token, ...pair } = config.auth;
  const key: ConfiguredKey = { ...pair, ...(token !== undefined && { securityToken: token }) };
  const keys = keySourceOf(key, dependencies.sources);
  const signing = signWith(keys, account, ({ securityToken, ...permanent }) =>
    createSigner({ ...permanent, token: securityToken }, config.region),
  );
  const upstream = dependencies.upstream({ ...signing, classify });
  const client = createClient(upstream, config.endpoint.pathname);
  const source: Source = { account, timeZone: config.timeZone };
  return {
    account,
    jobScope: 'app',
    hidesDeletedClusters: true,
    ...(config.apps !== undefined && { knownJobScopes: config.apps }),
    clusters: (operation, statuses) => clusterFeed(client, source, operation, statuses),
    jobs: (operation, app, statuses) => jobFeed(client, source, operation, app, statuses),
    ...createLookups(client, source),
    lookupCalls: (count) => Math.ceil(count / LOOKUP_SIZE),
    describeCredential: () => describeCredential(keys, key),
    probe: async (operation) => {
      toClusterPage(accepted(await client.listClusters(operation, { offset: 0, limit: 1 }), account), source);
    },
  };
}

function clusterFeed(
  client: QingCloudClient,
  source: Source,
  operation: Operation,
  statuses?: readonly ClusterStatus[],
): Feed<Cluster> {
  const words = toClusterWords(statuses);
  return {
    key: toKey([source.account.name, 'clusters'], words),
    style: CLUSTERS,
    fetch: async (slice) => {
      const response = await client.listClusters(operation, slice, words);
      return response === 'rejected' ? response : toClusterPage(response, source);
    },
  };
}

function jobFeed(
  client: QingCloudClient,
  source: Source,
  operation: Operation,
  app: string,
  statuses?: readonly ClusterJobStatus[],
): Feed<ClusterJob> {
  const words = toJobWords(statuses);
  return {
    key: toKey([source.account.name, 'jobs', app], words),
    style: JOBS,
    fetch: async (slice) => {
      const response = await client.listJobs(operation, app, slice, words);
      return response === 'rejected' ? response : toJobPage(response, app, source);
    },
  };
}

/** Other status words change the rows at each offset, so each set of words has its own key. */
function toKey(names: readonly string[], words: readonly string[] = []): string {
  return JSON.stringify([...names, ...words]);
}
