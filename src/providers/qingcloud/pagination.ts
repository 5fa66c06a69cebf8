import type { ClusterStatus } from '../../domain/cluster.js';
import type { ClusterJobStatus } from '../../domain/job.js';
import type { PaginationStyle } from '../../paging/list/pagination-style.js';

/** The clusters of a zone: DescribeClusters. */
export const CLUSTERS = {
  endpoint: 'qingcloud.listClusters',
  documentation:
    'offset: "数据偏移量,默认为0" (an offset in the data, 0 by default); limit: "返回数据长度,默认为20,最大100" (the ' +
    'number of rows returned, at most 100). A larger one is lowered to 100 without an error: "即便你传了更大的 limit".',
  unit: 'row',
  origin: 0,
  limits: { min: 1, max: 100 },
} as const satisfies PaginationStyle;

/** The jobs of an app in a zone: DescribeClusterJobs has the same documentation. */
export const JOBS = { ...CLUSTERS, endpoint: 'qingcloud.listJobs' } as const satisfies PaginationStyle;

/** The number of ids in one lookup: as many as fit into one response. */
export const LOOKUP_SIZE = 100;

const LIVING = ['pending', 'active', 'stopped', 'suspended'];
const GONE = ['deleted', 'ceased'];

/** Every word that `status.n` accepts for clusters. */
export const ALL_CLUSTER_WORDS: readonly string[] = [...LIVING, ...GONE];

const CLUSTER_WORDS: Readonly<Record<ClusterStatus, readonly string[]>> = {
  CREATING: ['pending'],
  // Both have the same word: they differ only in `transition_status`, which cannot be filtered.
  AVAILABLE: ['active'],
  CHANGING: ['active'],
  STOPPED: ['stopped', 'suspended'],
  DELETED: GONE,
  UNAVAILABLE: [],
  FAILED: [],
  UNKNOWN: [],
};

/**
 * The `status.n` that list every cluster of these statuses; `undefined`: none may be sent.
 *
 * The list is requested without words only if nothing else is possible: no document says whether it then has deleted
 * clusters, and its sibling DescribeAppVersions lists only active versions. Without `statuses` the words are those of
 * clusters that exist. UNKNOWN is any word but the six, so no words find it. If DELETED is wanted too (as for the apps
 * of ceased clusters), the words that are certain to list deleted clusters go first.
 */
export function toClusterWords(statuses?: readonly ClusterStatus[]): readonly string[] | undefined {
  if (statuses === undefined) return LIVING;
  if (statuses.includes('UNKNOWN')) return statuses.includes('DELETED') ? ALL_CLUSTER_WORDS : undefined;
  const words = unique(statuses.flatMap((status) => CLUSTER_WORDS[status]));
  // An empty list of words would mean "any". No QingCloud cluster has such a status, so any words give a correct result.
  return words.length > 0 ? words : LIVING;
}

const JOB_WORDS: Readonly<Partial<Record<ClusterJobStatus, string>>> = {
  PENDING: 'pending',
  RUNNING: 'working',
  SUCCEEDED: 'successful',
};

/**
 * The `status.n` that list every job of these statuses; `undefined`: none may be sent. FAILED is `failed` or `done with
 * failure`, which exists (Job type of the Go SDK) but is no legal value of the filter, and UNKNOWN is any other word.
 */
export function toJobWords(statuses?: readonly ClusterJobStatus[]): readonly string[] | undefined {
  if (statuses === undefined || statuses.length === 0) return undefined;
  const words = statuses.map((status) => JOB_WORDS[status]);
  return words.includes(undefined) ? undefined : unique(words.filter((word) => word !== undefined));
}

/** Sorted, so that equal filters have equal list keys. */
function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}
