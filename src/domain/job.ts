import type { ClusterKey } from './cluster.js';
import type { ClusterJobDetails } from './generated/details.js';
import type { ClusterJobChangeKind, ClusterJobStatus } from './generated/enums.js';

export type * from './generated/details.js';
export type { ClusterJobChangeKind, ClusterJobStatus };

export const CLUSTER_JOB_STATUSES = [
  'PENDING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'UNKNOWN',
] as const satisfies readonly ClusterJobStatus[];

/** One recorded operation on clusters, in the schema's terms. Times are milliseconds since 1970 UTC. */
export interface ClusterJob {
  /** `null` where the provider gives none (DWS). */
  readonly nativeId: string | null;
  /** One cluster, or several for a QingCloud operation on several. */
  readonly clusters: readonly ClusterKey[];
  readonly action: string | null;
  readonly status: ClusterJobStatus;
  readonly nativeStatus: string | null;
  /** `null` for a task that has not started (DWS), and where the provider gives no time or one in an unknown form. */
  readonly createdAt: number | null;
  readonly finishedAt: number | null;
  /** Percent, 0 to 100. */
  readonly progress: number | null;
  readonly failureReason: string | null;
  readonly details: ClusterJobDetails;
}

/** Identifies a job: the feed that lists it, its identity in that feed, and its creation time. */
export interface ClusterJobKey {
  readonly account: string;
  /** The scope of the feed: a cluster (CSS, DWS), an app (QingCloud), or '' for a whole project (GeminiDB). */
  readonly scope: string;
  readonly identity: string;
  readonly createdAt: number | null;
}
