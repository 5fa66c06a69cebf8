import type { Cluster, ClusterKey } from '../domain/cluster.js';
import type { ClusterJob, ClusterJobKey } from '../domain/job.js';
import type { Account } from '../domain/provider.js';

/** What the resolvers pass to each other, type by type: `codegen.yml` maps the schema's types to these. */
export type AccountModel = Account;

/** A cluster known by its key alone, or as it was read; what more is selected is loaded. */
export type ClusterModel = ClusterKey | Cluster;

/** A job as it was read, and what finds it again. */
export interface ClusterJobModel {
  readonly key: ClusterJobKey;
  readonly job: ClusterJob;
}

export interface UnavailableModel {
  readonly account: AccountModel;
  readonly cluster: ClusterModel | null;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

export interface PageInfoModel {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface ConnectionModel<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfoModel;
  /** Asked only when it is selected. */
  readonly totalCount: () => Promise<number | null>;
  readonly unavailable: readonly UnavailableModel[];
}

export type ClusterConnectionModel = ConnectionModel<ClusterModel>;

export interface ClusterJobConnectionModel extends ConnectionModel<ClusterJobModel> {
  /** Milliseconds since 1970; `null` when the list holds the whole history. */
  readonly since: number | null;
}
