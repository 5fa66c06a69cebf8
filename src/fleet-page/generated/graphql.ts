/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A managed service that Jobgraph reads. Each has its own REST API; one company may run several. */
export type CloudProvider =
  /** Huawei Cloud Search Service: Elasticsearch, OpenSearch and Logstash clusters. */
  | 'HUAWEI_CSS'
  /** Huawei Data Warehouse Service (GaussDB(DWS)): analytical database clusters. */
  | 'HUAWEI_DWS'
  /** Huawei GeminiDB (GaussDB NoSQL): Cassandra, MongoDB, Redis and InfluxDB instances. */
  | 'HUAWEI_GEMINIDB'
  /** QingCloud AppCenter: clusters of any app, such as ZooKeeper or Kafka, from its marketplace. */
  | 'QINGCLOUD';

/** The state of a job, in words common to all providers. `ClusterJob.nativeStatus` has the provider's own word. */
export type ClusterJobStatus =
  /** Ended with a failure. CSS `FAIL`, DWS `failed`, GeminiDB `Failed`, QingCloud `failed` or `done with failure`. */
  | 'FAILED'
  /** Accepted but not started. QingCloud `pending`; a DWS task without a start time. */
  | 'PENDING'
  /** In progress. CSS `RUNNING`, GeminiDB `Running`, QingCloud `working`; a DWS task without a result and an end time. */
  | 'RUNNING'
  /** Ended successfully. CSS `SUCCESS`, DWS `success`, GeminiDB `Completed`, QingCloud `successful`. */
  | 'SUCCEEDED'
  /** The provider gives no state, or one that Jobgraph does not map. See `ClusterJob.nativeStatus`. */
  | 'UNKNOWN';

/**
 * Selects jobs of all clusters. A job must match every given field. It matches a list by any element; an empty list
 * matches nothing.
 */
export type FleetJobFilter = {
  /** Jobs of the accounts with these names. An unknown name matches nothing. */
  readonly accounts?: ReadonlyArray<string> | null | undefined;
  /** Jobs whose `action` is exactly one of these words. */
  readonly actions?: ReadonlyArray<string> | null | undefined;
  /** Jobs of the clusters with these `id`s. An invalid `id` matches nothing. */
  readonly clusters?: ReadonlyArray<string> | null | undefined;
  /** Jobs created at this time or later. Without it, GeminiDB lists 30 days; see `ClusterJobConnection.since`. */
  readonly createdAfter?: string | null | undefined;
  /**
   * Jobs created before this time, which is itself excluded. A time in the future means now. Jobs without `createdAt` match
   * neither bound.
   */
  readonly createdBefore?: string | null | undefined;
  /** Jobs of these services. */
  readonly providers?: ReadonlyArray<CloudProvider> | null | undefined;
  /** Jobs in these states. */
  readonly statuses?: ReadonlyArray<ClusterJobStatus> | null | undefined;
};

export type FleetJobFragment = { readonly id: string, readonly nativeId: string | null, readonly provider: CloudProvider, readonly action: string | null, readonly status: ClusterJobStatus | null, readonly nativeStatus: string | null, readonly createdAt: string | null, readonly finishedAt: string | null, readonly progress: number | null, readonly failureReason: string | null, readonly account: { readonly name: string }, readonly clusters: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly nativeId: string }> };

export type FleetAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type FleetAccountsQuery = { readonly cloudAccounts: ReadonlyArray<{ readonly name: string, readonly provider: CloudProvider, readonly region: string }> };

export type FleetJobsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: FleetJobFilter | null | undefined;
  maxStaleness?: number | null | undefined;
}>;


export type FleetJobsQuery = { readonly clusterJobs: { readonly asOf: string | null, readonly since: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly nativeId: string | null, readonly provider: CloudProvider, readonly action: string | null, readonly status: ClusterJobStatus | null, readonly nativeStatus: string | null, readonly createdAt: string | null, readonly finishedAt: string | null, readonly progress: number | null, readonly failureReason: string | null, readonly account: { readonly name: string }, readonly clusters: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly nativeId: string }> }>, readonly unavailable: ReadonlyArray<{ readonly code: string, readonly message: string, readonly retryable: boolean, readonly account: { readonly name: string }, readonly cluster: { readonly name: string | null, readonly nativeId: string } | null }>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null };

export type FleetCountsQueryVariables = Exact<{
  all?: FleetJobFilter | null | undefined;
  failed?: FleetJobFilter | null | undefined;
  running?: FleetJobFilter | null | undefined;
  pending?: FleetJobFilter | null | undefined;
  succeeded?: FleetJobFilter | null | undefined;
  unknown?: FleetJobFilter | null | undefined;
  maxStaleness?: number | null | undefined;
}>;


export type FleetCountsQuery = { readonly all: { readonly totalCount: number | null } | null, readonly FAILED: { readonly totalCount: number | null } | null, readonly RUNNING: { readonly totalCount: number | null } | null, readonly PENDING: { readonly totalCount: number | null } | null, readonly SUCCEEDED: { readonly totalCount: number | null } | null, readonly UNKNOWN: { readonly totalCount: number | null } | null };

export type FleetChangesSubscriptionVariables = Exact<{
  filter?: FleetJobFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type FleetChangesSubscription = { readonly clusterJobChanges: { readonly cursor: string, readonly job: { readonly id: string, readonly nativeId: string | null, readonly provider: CloudProvider, readonly action: string | null, readonly status: ClusterJobStatus | null, readonly nativeStatus: string | null, readonly createdAt: string | null, readonly finishedAt: string | null, readonly progress: number | null, readonly failureReason: string | null, readonly account: { readonly name: string }, readonly clusters: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly nativeId: string }> } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const FleetJobFragmentDoc = new TypedDocumentString(`
    fragment FleetJob on ClusterJob {
  id
  nativeId
  provider
  account {
    name
  }
  clusters {
    id
    name
    nativeId
  }
  action
  status
  nativeStatus
  createdAt
  finishedAt
  progress
  failureReason
}
    `, {"fragmentName":"FleetJob"}) as unknown as TypedDocumentString<FleetJobFragment, unknown>;
export const FleetAccountsDocument = new TypedDocumentString(`
    query FleetAccounts {
  cloudAccounts {
    name
    provider
    region
  }
}
    `) as unknown as TypedDocumentString<FleetAccountsQuery, FleetAccountsQueryVariables>;
export const FleetJobsDocument = new TypedDocumentString(`
    query FleetJobs($first: Int, $after: String, $filter: FleetJobFilter, $maxStaleness: Int) {
  clusterJobs(
    first: $first
    after: $after
    filter: $filter
    maxStaleness: $maxStaleness
  ) {
    nodes {
      ...FleetJob
    }
    unavailable {
      account {
        name
      }
      cluster {
        name
        nativeId
      }
      code
      message
      retryable
    }
    asOf
    since
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment FleetJob on ClusterJob {
  id
  nativeId
  provider
  account {
    name
  }
  clusters {
    id
    name
    nativeId
  }
  action
  status
  nativeStatus
  createdAt
  finishedAt
  progress
  failureReason
}`) as unknown as TypedDocumentString<FleetJobsQuery, FleetJobsQueryVariables>;
export const FleetCountsDocument = new TypedDocumentString(`
    query FleetCounts($all: FleetJobFilter, $failed: FleetJobFilter, $running: FleetJobFilter, $pending: FleetJobFilter, $succeeded: FleetJobFilter, $unknown: FleetJobFilter, $maxStaleness: Int) {
  all: clusterJobs(first: 0, filter: $all, maxStaleness: $maxStaleness) {
    totalCount
  }
  FAILED: clusterJobs(first: 0, filter: $failed, maxStaleness: $maxStaleness) {
    totalCount
  }
  RUNNING: clusterJobs(first: 0, filter: $running, maxStaleness: $maxStaleness) {
    totalCount
  }
  PENDING: clusterJobs(first: 0, filter: $pending, maxStaleness: $maxStaleness) {
    totalCount
  }
  SUCCEEDED: clusterJobs(
    first: 0
    filter: $succeeded
    maxStaleness: $maxStaleness
  ) {
    totalCount
  }
  UNKNOWN: clusterJobs(first: 0, filter: $unknown, maxStaleness: $maxStaleness) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<FleetCountsQuery, FleetCountsQueryVariables>;
export const FleetChangesDocument = new TypedDocumentString(`
    subscription FleetChanges($filter: FleetJobFilter, $after: String) {
  clusterJobChanges(filter: $filter, after: $after) {
    cursor
    job {
      ...FleetJob
    }
  }
}
    fragment FleetJob on ClusterJob {
  id
  nativeId
  provider
  account {
    name
  }
  clusters {
    id
    name
    nativeId
  }
  action
  status
  nativeStatus
  createdAt
  finishedAt
  progress
  failureReason
}`) as unknown as TypedDocumentString<FleetChangesSubscription, FleetChangesSubscriptionVariables>;