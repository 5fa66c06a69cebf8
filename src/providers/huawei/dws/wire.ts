import type { ListFields } from '../../shared/wire.js';

export interface WireTask {
  /** "yyyy-MM-dd HH:mm:ss" in the examples, without a zone; none for a task that has not started. */
  readonly start_time?: unknown;
  readonly end_time?: unknown;
  /** "success" or "failed" in the examples, "Success" or "Failed" in older text. */
  readonly result?: unknown;
  /** Switch, Create, Expand, Restart, Delete, Shrink, Grow, Start, Stop, ShrinkElasticGroup, elasticExpand. */
  readonly type?: unknown;
  readonly logical_cluster_name?: unknown;
  readonly log?: unknown;
}

export interface WireCluster {
  readonly id?: unknown;
  /** "ISO8601: YYYY-MM-DDThh:mm:ssZ" */
  readonly created?: unknown;
  readonly name?: unknown;
  readonly status?: unknown;
  /** "Result of an ongoing task or an executed task for cluster management"; null or "" if there is none. */
  readonly task_status?: unknown;
  /** "The key indicates an ongoing task, and the value indicates the progress": `{"SNAPSHOTTING":"20%"}` */
  readonly action_progress?: unknown;
  readonly version?: unknown;
  readonly number_of_node?: unknown;
  readonly nodes?: unknown;
}

export const TASK_FIELDS = { rows: 'logical_cluster_tasks', total: 'count' } as const satisfies ListFields;
/** The documentation shows a `count` of "2" with one cluster, so it only distinguishes an empty list from a missing one. */
export const CLUSTER_FIELDS = { rows: 'clusters', total: 'count', id: 'id' } as const satisfies ListFields;
