import type { ClusterStatus } from './generated/enums.js';
import type { CloudProvider } from './provider.js';

export type { ClusterStatus };

export const CLUSTER_STATUSES = [
  'CREATING',
  'AVAILABLE',
  'CHANGING',
  'STOPPED',
  'UNAVAILABLE',
  'FAILED',
  'DELETED',
  'UNKNOWN',
] as const satisfies readonly ClusterStatus[];

/** Identifies a cluster without reading it. */
export interface ClusterKey {
  readonly account: string;
  readonly provider: CloudProvider;
  /** The provider's own id. */
  readonly nativeId: string;
  /** QingCloud only, if known: the app whose feed has the cluster's jobs. */
  readonly app?: string;
}

/** A cluster as its provider describes it now. Times are milliseconds since 1970 UTC. `null`: not given. */
export interface Cluster extends ClusterKey {
  readonly name: string | null;
  readonly status: ClusterStatus;
  readonly nativeStatus: string | null;
  readonly engine: string | null;
  readonly engineVersion: string | null;
  readonly nodeCount: number | null;
  /** `null` where the provider gives none, or one in an unknown form. */
  readonly createdAt: number | null;
}
