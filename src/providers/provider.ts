import type { Cluster, ClusterKey, ClusterStatus } from '../domain/cluster.js';
import type { ClusterJob, ClusterJobKey, ClusterJobStatus } from '../domain/job.js';
import type { Operation } from '../domain/operation.js';
import type { Account } from '../domain/provider.js';
import type { Feed, Row } from '../paging/feed.js';
import type { CredentialDescription } from './shared/credential-description.js';

/**
 * What every provider offers for one account. Nothing is cached here and no answer is shared between accounts.
 * Every method that reads takes the operation on whose behalf it reads, and rejects with an UpstreamError.
 */
export interface ProviderAccount {
  readonly account: Account;
  /**
   * What one job feed holds: the jobs of one `cluster` (CSS, DWS), of one `app` (QingCloud), or of the whole
   * `account` (GeminiDB). Feeds of an app or an account are shared by several clusters.
   */
  readonly jobScope: 'cluster' | 'app' | 'account';
  /** Whether the list of clusters has deleted ones only if they are requested. */
  readonly hidesDeletedClusters: boolean;
  /** The scopes of all job feeds where they are known without an upstream call (configured apps; '' for account). */
  readonly knownJobScopes?: readonly string[];

  /**
   * The list of the account's clusters. `statuses`: only these can be of interest; a provider may use it to ask for
   * less, never for less than matches. Without it, all but deleted ones. Every status named: deleted ones too.
   */
  clusters(operation: Operation, statuses?: readonly ClusterStatus[]): Feed<Cluster>;
  /** The job feed of a scope: a cluster's native id, an app, or ''. `statuses` as above. */
  jobs(operation: Operation, scope: string, statuses?: readonly ClusterJobStatus[]): Feed<ClusterJob>;

  /**
   * Looks clusters up by native id, in as few calls as the API has for it (one batched call, or one each).
   * The result has the input's order; `null` where the provider knows no such cluster; an error where it could not
   * be read. Never rejects.
   */
  getClusters(operation: Operation, nativeIds: readonly string[]): Promise<readonly (Cluster | null | Error)[]>;
  /** How many calls `getClusters` takes for so many ids: what decides between reading the list and asking by id. */
  lookupCalls(count: number): number;

  /**
   * Looks jobs up by identity where the API can (GeminiDB, QingCloud). Absent: the job is sought in its feed.
   * Result as for `getClusters`.
   */
  getJobs?(operation: Operation, keys: readonly ClusterJobKey[]): Promise<readonly (Row<ClusterJob> | null | Error)[]>;

  /** The credential that the account uses now. */
  readonly describeCredential?: (() => CredentialDescription) | undefined;

  /** One signed, harmless call. Resolves when the account works; rejects with what is wrong. */
  probe(operation: Operation): Promise<void>;
}

/** The scope of the feed that holds a cluster's jobs; `undefined` where the cluster's app is not known yet. */
export function jobScopeOf(provider: ProviderAccount, cluster: ClusterKey): string | undefined {
  switch (provider.jobScope) {
    case 'cluster':
      return cluster.nativeId;
    case 'account':
      return '';
    case 'app':
      return cluster.app;
  }
}
