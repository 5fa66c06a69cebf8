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
  accounts?: Array<string> | null | undefined;
  /** Jobs whose `action` is exactly one of these words. */
  actions?: Array<string> | null | undefined;
  /** Jobs of the clusters with these `id`s. An invalid `id` matches nothing. */
  clusters?: Array<string | number> | null | undefined;
  /** Jobs created at this time or later. Without it, GeminiDB lists 30 days; see `ClusterJobConnection.since`. */
  createdAfter?: string | null | undefined;
  /**
   * Jobs created before this time, which is itself excluded. A time in the future means now. Jobs without `createdAt` match
   * neither bound.
   */
  createdBefore?: string | null | undefined;
  /** Jobs of these services. */
  providers?: Array<CloudProvider> | null | undefined;
  /** Jobs in these states. */
  statuses?: Array<ClusterJobStatus> | null | undefined;
};

export type AllJobsQueryVariables = Exact<{
  after?: string | null | undefined;
  filter?: FleetJobFilter | null | undefined;
}>;


export type AllJobsQuery = { clusterJobs: { nodes: Array<{ id: string, nativeId: string | null, action: string | null, status: ClusterJobStatus | null, createdAt: string | null, account: { name: string }, clusters: Array<{ id: string, nativeId: string, name: string | null }> }>, unavailable: Array<{ message: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

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

export const AllJobsDocument = new TypedDocumentString(`
    query AllJobs($after: String, $filter: FleetJobFilter) {
  clusterJobs(first: 50, after: $after, filter: $filter) {
    nodes {
      id
      nativeId
      account {
        name
      }
      action
      status
      createdAt
      clusters {
        id
        nativeId
        name
      }
    }
    unavailable {
      message
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AllJobsQuery, AllJobsQueryVariables>;