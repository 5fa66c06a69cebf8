import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Id, Told } from '../wire.js';

const TaskSchema = Type.Object({
  /** "yyyy-MM-dd HH:mm:ss" in the examples, without a zone; none for a task that has not started. */
  start_time: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  end_time: Told,
  /** "success" or "failed" in the examples, "Success" or "Failed" in older text. */
  result: Told,
  /** Switch, Create, Expand, Restart, Delete, Shrink, Grow, Start, Stop, ShrinkElasticGroup, elasticExpand. */
  type: Told,
  logical_cluster_name: Told,
  log: Told,
});

const ClusterSchema = Type.Object({
  id: Id,
  /** "ISO8601: YYYY-MM-DDThh:mm:ssZ" */
  created: Type.String(),
  name: Told,
  status: Told,
  /** What is going on: null or "" when idle, else GROWING, REBOOTING, … */
  task_status: Told,
  version: Told,
  number_of_node: Told,
  nodes: Told,
});

export type WireTask = Type.Static<typeof TaskSchema>;
export type WireCluster = Type.Static<typeof ClusterSchema>;

/** Checks of whole answers, compiled once. */
export const taskList = Compile(Type.Object({ logical_cluster_tasks: Type.Array(TaskSchema), count: Told }));
/** There is a `count` as well; documentation shows "2" beside one cluster, so nobody reads it. */
export const clusterList = Compile(Type.Object({ clusters: Type.Array(ClusterSchema) }));
export const clusterDetail = Compile(Type.Object({ cluster: ClusterSchema }));
