import {
  anything,
  either,
  integer,
  list,
  nothing,
  object,
  optional,
  type Path,
  type ShapeMistake,
  type Static,
  text,
} from '../../domain/shape.js';

// Only what a row cannot be a row without has a type. Everything else is unknown until it is read: types vary between
// deployments and with `verbose` (numbers as text, null, an object for a string), and an odd node count must not
// cost a whole list.
const Anything = optional(anything);
const Id = either(
  text((id) => id !== ''),
  integer(),
);

const JobSchema = object({
  job_id: Id,
  /** "日志创建时间,为UTC时间,格式可参见 ISO8601." */
  create_time: text(),
  job_action: Anything,
  status: Anything,
  status_time: Anything,
  owner: Anything,
  /** "多个资源以空格分隔": several are separated by spaces. */
  resource_ids: Anything,
  /** `{"clusters":["cl-ddssvafd"]}` */
  resources: Anything,
  /** The request that began the job, as JSON text. It names people. */
  directive: Anything,
  error_codes: Anything,
});

const ClusterSchema = object({
  cluster_id: Id,
  create_time: text(),
  name: Anything,
  status: Anything,
  transition_status: Anything,
  node_count: Anything,
  app_id: Anything,
  /** `{"app_name":"ZooKeeper","app_id":"app-dddcsdfs","icon":"ca-iwsdfsf"}` */
  app_info: Anything,
  /** `{"version_id":"appv-70gegwmp","name":"QingCloud 1.0 - ZooKeeper 3.4.9"}` */
  app_version_info: Anything,
});

// Null among the rows was seen ("iaas bug? slice contain nil", qingcloud-cloud-controller-manager).
/** What whole answers must have. */
export const jobList = object({
  job_set: list(either(nothing, JobSchema)),
  total_count: Anything,
});

export const clusterList = object({
  cluster_set: list(either(nothing, ClusterSchema)),
  total_count: Anything,
});

export type WireJob = Static<typeof JobSchema>;
export type WireCluster = Static<typeof ClusterSchema>;

/** Where an answer is wrong, as `job_set[3].create_time`: the deepest place that there is a mistake at. */
export function placeOf(mistakes: readonly ShapeMistake[]): string {
  // A missing key is a mistake of the object that lacks it.
  const paths = mistakes.map(({ path, keys }): Path => [...path, ...keys.slice(0, 1)]);
  return toPlace(paths.reduce((deepest, path) => (path.length > deepest.length ? path : deepest), []));
}

function toPlace(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}
