import { either, list, nothing, object, optional, text, type Static } from '../../../domain/shape.js';
import { Id, Told } from '../wire.js';

const TaskSchema = object({
  /** "yyyy-MM-dd HH:mm:ss" in the examples, without a zone; none for a task that has not started. */
  start_time: optional(either(text(), nothing)),
  end_time: Told,
  /** "success" or "failed" in the examples, "Success" or "Failed" in older text. */
  result: Told,
  /** Switch, Create, Expand, Restart, Delete, Shrink, Grow, Start, Stop, ShrinkElasticGroup, elasticExpand. */
  type: Told,
  logical_cluster_name: Told,
  log: Told,
});

const ClusterSchema = object({
  id: Id,
  /** "ISO8601: YYYY-MM-DDThh:mm:ssZ" */
  created: text(),
  name: Told,
  status: Told,
  /** What is going on: null or "" when idle, else GROWING, REBOOTING, … */
  task_status: Told,
  version: Told,
  number_of_node: Told,
  nodes: Told,
});

export type WireTask = Static<typeof TaskSchema>;
export type WireCluster = Static<typeof ClusterSchema>;

/** What whole answers must have. */
export const taskList = object({ logical_cluster_tasks: list(TaskSchema), count: Told });
/** There is a `count` as well; documentation shows "2" beside one cluster, so nobody reads it. */
export const clusterList = object({ clusters: list(ClusterSchema) });
export const clusterDetail = object({ cluster: ClusterSchema });
