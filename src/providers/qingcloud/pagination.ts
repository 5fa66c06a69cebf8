import type { ClusterStatus } from '../../domain/cluster.js';
import type { ClusterJobStatus } from '../../domain/job.js';
import type { PaginationStyle } from '../../paging/list/pagination-style.js';

/** DescribeClusterJobs and DescribeClusters page alike. */
export const ROWS: PaginationStyle = {
  documentation:
    'offset: "数据偏移量,默认为0" (an offset in the data, 0 by default); limit: "返回数据长度,默认为20,最大100" (the ' +
    'number of rows returned, at most 100). A larger one is silently taken as 100: "即便你传了更大的 limit".',
  unit: 'row',
  origin: 0,
  limits: { min: 1, max: 100 },
};

/** The ids that one lookup may name: as many as fit into one answer. */
export const LOOKUP_SIZE = 100;

const LIVING = ['pending', 'active', 'stopped', 'suspended'];
const GONE = ['deleted', 'ceased'];

/** Every word that a cluster's status can be asked by. */
export const ALL_CLUSTER_WORDS: readonly string[] = [...LIVING, ...GONE];

const CLUSTER_WORDS: Readonly<Record<ClusterStatus, readonly string[]>> = {
  CREATING: ['pending'],
  // One word for both; `transition_status` tells them apart, and cannot be asked by.
  AVAILABLE: ['active'],
  CHANGING: ['active'],
  STOPPED: ['stopped', 'suspended'],
  DELETED: GONE,
  UNAVAILABLE: [],
  FAILED: [],
  UNKNOWN: [],
};

/**
 * The `status.n` that miss no cluster of these statuses; `undefined`: none may be sent.
 *
 * The list is never asked without words if that can be avoided: whether it then shows deleted clusters is not
 * documented, and its sibling DescribeAppVersions shows only active versions. Without `statuses` the living are asked
 * for. UNKNOWN is any word but the six, so no words find it; but where DELETED is wanted too (every status is named
 * when the apps of ceased clusters are sought), finding those for certain comes first.
 */
export function toClusterWords(statuses?: readonly ClusterStatus[]): readonly string[] | undefined {
  if (statuses === undefined) return LIVING;
  if (statuses.includes('UNKNOWN')) return statuses.includes('DELETED') ? ALL_CLUSTER_WORDS : undefined;
  const words = unique(statuses.flatMap((status) => CLUSTER_WORDS[status]));
  // An empty list would mean "any"; no QingCloud cluster has such a status, so any choice is right.
  return words.length > 0 ? words : LIVING;
}

const JOB_WORDS: Readonly<Partial<Record<ClusterJobStatus, string>>> = {
  PENDING: 'pending',
  RUNNING: 'working',
  SUCCEEDED: 'successful',
};

/**
 * The `status.n` that miss no job of these statuses; `undefined`: none may be sent. FAILED comes from `failed` and
 * from `done with failure`, which exists (Job type of the Go SDK) but is no legal value to ask by, and UNKNOWN from
 * any other word.
 */
export function toJobWords(statuses?: readonly ClusterJobStatus[]): readonly string[] | undefined {
  if (statuses === undefined || statuses.length === 0) return undefined;
  const words = statuses.map((status) => JOB_WORDS[status]);
  return words.includes(undefined) ? undefined : unique(words.filter((word) => word !== undefined));
}

/** Sorted: the same question in other words is the same list. */
function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}
