import type { ClusterJobStatus } from '../../../domain/job.js';
import type { PaginationStyle } from '../../../paging/list/pagination-style.js';

const DAY_MS = 86_400_000;

/** The jobs of a project. */
export const JOBS = {
  endpoint: 'geminidb.listJobs',
  documentation:
    '"If offset is set to N, the resource query starts from the N+1 piece of data." "limit: The value can be 10, 20, ' +
    'or 50." "end_time must be later than the start time and the time span cannot exceed 30 days."',
  unit: 'row',
  origin: 0,
  limits: [10, 20, 50],
  windowMs: 30 * DAY_MS,
} as const satisfies PaginationStyle;

/** The instances of a project. */
export const INSTANCES = {
  endpoint: 'geminidb.listInstances',
  documentation:
    '"offset: If offset is set to N, the resource query starts from the N+1 piece of data." "limit: The value ranges ' +
    'from 1 to 100."',
  unit: 'row',
  origin: 0,
  limits: { min: 1, max: 100 },
} as const satisfies PaginationStyle;

const STATUS_WORDS: Partial<Record<ClusterJobStatus, string>> = {
  RUNNING: 'Running',
  SUCCEEDED: 'Completed',
  FAILED: 'Failed',
};

/** The value of `status` that lists only jobs of these statuses. It accepts one word; `undefined` for several. */
export function toStatusWord(statuses: readonly ClusterJobStatus[] | undefined): string | undefined {
  const [only, ...others] = new Set(statuses);
  return only === undefined || others.length > 0 ? undefined : STATUS_WORDS[only];
}
