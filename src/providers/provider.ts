import type { Cluster, ClusterKey, ClusterStatus } from '../domain/cluster.js';
import type { ClusterJob, ClusterJobKey, ClusterJobStatus } from '../domain/job.js';
import type { Operation } from '../domain/operation.js';
import type { Account } from '../domain/provider.js';
import type { Feed, Row } from '../paging/feed.js';
import type { CredentialDescription } from './shared/credential-description.js';

/**
 * The interface of one account at any provider. It caches no data, and accounts share no responses. Every reading method
 * takes the operation that it belongs to, and rejects with an UpstreamError.
 */
export interface ProviderAccount {
  readonly account: Account;
  /**
   * The scope of one job feed: one `cluster` (CSS, DWS), one `app` (QingCloud), or the whole `account` (GeminiDB).
   * Several clusters share the feed of an app or an account.
   */
  readonly jobScope: 'cluster' | 'app' | 'account';
  /** Whether the list of clusters includes deleted ones only if they are requested. */
  readonly hidesDeletedClusters: boolean;
  /** The scopes of all job feeds if they are known without an upstream call: configured apps, or '' for the account. */
  readonly knownJobScopes?: readonly string[];

  /**
   * The list of the account's clusters. `statuses` allows a provider to request fewer clusters; the list must contain
   * all clusters that match, and may contain others. Without `statuses` it contains all clusters except deleted ones.
   */
  clusters(operation: Operation, statuses?: readonly ClusterStatus[]): Feed<Cluster>;
  /** The job feed of a scope: a cluster's native id, an app, or ''. `statuses` as above. */
  jobs(operation: Operation, scope: string, statuses?: readonly ClusterJobStatus[]): Feed<ClusterJob>;

  /**
   * Looks clusters up by native id, in as few calls as the API has for it (one batched call, or one each).
   * The result has the input's order, with `null` for a cluster that does not exist and an error for one that could not
   * be read. Never rejects.
   */
  getClusters(operation: Operation, nativeIds: readonly string[]): Promise<readonly (Cluster | null | Error)[]>;
  /** The number of calls that `getClusters` makes for `count` ids. Callers use it to choose between list and lookup. */
  lookupCalls(count: number): number;

  /**
   * Looks jobs up by identity if the API supports it (GeminiDB, QingCloud). If absent, callers search the job's feed.
   * The result is as for `getClusters`.
   */
  getJobs?(operation: Operation, keys: readonly ClusterJobKey[]): Promise<readonly (Row<ClusterJob> | null | Error)[]>;

  /** The credential that the account uses now. */
  readonly describeCredential?: (() => CredentialDescription) | undefined;

  /** Makes one signed call that only reads. Rejects with an UpstreamError if the account does not work. */
  probe(operation: Operation): Promise<void>;
}

/** The scope of the feed with a cluster's jobs; `undefined` if the cluster's app is not known yet. */
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
