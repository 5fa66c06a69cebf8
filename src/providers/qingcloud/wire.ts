import Type from 'typebox';
import { Compile } from 'typebox/compile';

// Only what a row cannot be a row without has a type. Everything else is unknown until it is read: types vary between
// deployments and with `verbose` (numbers as text, null, an object for a string), and an odd node count must not
// cost a whole list.
const Anything = Type.Optional(Type.Unknown());
const Id = Type.Union([Type.String({ minLength: 1 }), Type.Integer()]);

const JobSchema = Type.Object({
  job_id: Id,
  /** "日志创建时间,为UTC时间,格式可参见 ISO8601." */
  create_time: Type.String(),
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

const ClusterSchema = Type.Object({
  cluster_id: Id,
  create_time: Type.String(),
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
const JobListSchema = Type.Object({
  job_set: Type.Array(Type.Union([Type.Null(), JobSchema])),
  total_count: Anything,
});

const ClusterListSchema = Type.Object({
  cluster_set: Type.Array(Type.Union([Type.Null(), ClusterSchema])),
  total_count: Anything,
});

export type WireJob = Type.Static<typeof JobSchema>;
export type WireCluster = Type.Static<typeof ClusterSchema>;

/** Checks of whole answers, compiled once. */
export const jobList = Compile(JobListSchema);
export const clusterList = Compile(ClusterListSchema);

interface Mistake {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
}

/** Where an answer is wrong, as `job_set[3].create_time`: the deepest place that the check complains about. */
export function placeOf(mistakes: readonly Mistake[]): string {
  const paths = mistakes.map(toPath);
  return toPlace(paths.reduce((deepest, path) => (path.length > deepest.length ? path : deepest), []));
}

/** A missing property is reported at the object that lacks it. */
function toPath({ instancePath, params }: Mistake): string[] {
  const path = instancePath.split('/').slice(1);
  const missing = 'requiredProperties' in params ? params.requiredProperties : undefined;
  return Array.isArray(missing) ? [...path, String(missing[0])] : path;
}

function toPlace(path: readonly string[]): string {
  return path.map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`)).join('');
}
