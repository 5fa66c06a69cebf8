import type { ListFields } from '../shared/wire.js';

export interface WireJob {
  readonly job_id?: unknown;
  /** "日志创建时间,为UTC时间,格式可参见 ISO8601." */
  readonly create_time?: unknown;
  readonly job_action?: unknown;
  readonly status?: unknown;
  /** The time of the last change; of a job that has ended, its end. */
  readonly status_time?: unknown;
  readonly owner?: unknown;
  /** "多个资源以空格分隔": several are separated by spaces. */
  readonly resource_ids?: unknown;
  /** `{"clusters":["cl-ddssvafd"]}` */
  readonly resources?: unknown;
  /** The request that began the job, as JSON text. It names people. */
  readonly directive?: unknown;
  readonly error_codes?: unknown;
}

export interface WireCluster {
  readonly cluster_id?: unknown;
  readonly create_time?: unknown;
  readonly name?: unknown;
  readonly status?: unknown;
  /** "" if the cluster is idle, else creating, updating, deleting, … */
  readonly transition_status?: unknown;
  readonly node_count?: unknown;
  readonly app_id?: unknown;
  /** `{"app_name":"ZooKeeper","app_id":"app-dddcsdfs","icon":"ca-iwsdfsf"}` */
  readonly app_info?: unknown;
  /** `{"version_id":"appv-70gegwmp","name":"QingCloud 1.0 - ZooKeeper 3.4.9"}` */
  readonly app_version_info?: unknown;
}

// Rows that are null were seen ("iaas bug? slice contain nil", qingcloud-cloud-controller-manager).
export const JOB_FIELDS = { rows: 'job_set', total: 'total_count', id: 'job_id' } as const satisfies ListFields;
export const CLUSTER_FIELDS = {
  rows: 'cluster_set',
  total: 'total_count',
  id: 'cluster_id',
} as const satisfies ListFields;
