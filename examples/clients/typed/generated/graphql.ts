/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How far a job has come, in words common to all providers. `ClusterJob.nativeStatus` has the provider's own word. */
export type ClusterJobStatus =
  /** Ended otherwise. CSS `FAIL`, DWS `failed`, GeminiDB `Failed`, QingCloud `failed` or `done with failure`. */
  | 'FAILED'
  /** Accepted but not begun. QingCloud `pending`; a DWS task without a start time. */
  | 'PENDING'
  /** Being carried out. CSS `RUNNING`, GeminiDB `Running`, QingCloud `working`; a DWS task with neither a result nor an end. */
  | 'RUNNING'
  /** Ended as intended. CSS `SUCCESS`, DWS `success`, GeminiDB `Completed`, QingCloud `successful`. */
  | 'SUCCEEDED'
  /** The provider's word means none of these to Jobgraph, or it gave no word. See `ClusterJob.nativeStatus`. */
  | 'UNKNOWN';

export type AllJobsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AllJobsQuery = { clusterJobs: { nodes: Array<{ id: string, nativeId: string | null, action: string | null, status: ClusterJobStatus | null, createdAt: string | null, account: { name: string }, clusters: Array<{ id: string, nativeId: string, name: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

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
    query AllJobs($after: String) {
  clusterJobs(first: 50, after: $after) {
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
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AllJobsQuery, AllJobsQueryVariables>;