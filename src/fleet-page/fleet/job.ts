import type { ClusterJobStatus, FleetJobFragment } from '../generated/graphql.js';
import { STATUSES, type View } from './view.js';

/** A job with times in milliseconds since 1970. */
export interface Job extends Omit<FleetJobFragment, 'createdAt' | 'finishedAt' | 'status'> {
  readonly status: ClusterJobStatus;
  /** `undefined` for a job that waits for its start, and where the provider gives no time. */
  readonly createdAtMs: number | undefined;
  readonly finishedAtMs: number | undefined;
}

export function toJob({ createdAt, finishedAt, status, ...rest }: FleetJobFragment): Job {
  return { ...rest, status: status ?? 'UNKNOWN', createdAtMs: toMs(createdAt), finishedAtMs: toMs(finishedAt) };
}

export function toMs(time: string | null): number | undefined {
  return time === null ? undefined : Date.parse(time);
}

export function isOpen({ status }: Job): boolean {
  return status === 'PENDING' || status === 'RUNNING';
}

/** The end of a job on the timeline: an open job lasts until now, and one without a known end is a point in time. */
export function endOf(job: Job, nowMs: number): number {
  const start = job.createdAtMs ?? nowMs;
  return Math.max(start, job.finishedAtMs ?? (isOpen(job) ? nowMs : start));
}

/** Whether a job belongs to the last hours: it began or ended in them, or is still running. */
export function isRecent(job: Job, sinceMs: number): boolean {
  return isOpen(job) || Math.max(job.createdAtMs ?? -Infinity, job.finishedAtMs ?? -Infinity) >= sinceMs;
}

export function clusterNames({ clusters }: Job): string {
  return clusters.map(({ name, nativeId }) => name ?? nativeId).join(', ');
}

/** Whether the job matches what the page selects by itself. */
export function isSelected(job: Job, { statuses, text }: Pick<View, 'statuses' | 'text'>): boolean {
  if (statuses.length > 0 && !statuses.includes(job.status)) return false;
  if (text === '') return true;
  const words = [clusterNames(job), job.action ?? '', job.failureReason ?? '', job.nativeId ?? ''];
  return words.join('\n').toLowerCase().includes(text.toLowerCase());
}

/** Newest first; jobs without a time before all others, as the server sorts them. */
export function byTime(a: Job, b: Job): number {
  return (b.createdAtMs ?? Infinity) - (a.createdAtMs ?? Infinity) || a.id.localeCompare(b.id);
}

export type Counts = Readonly<Record<ClusterJobStatus, number>>;

export function countByStatus(jobs: readonly Job[]): Counts {
  const groups = Map.groupBy(jobs, ({ status }) => status);
  return Object.fromEntries(STATUSES.map((status) => [status, groups.get(status)?.length ?? 0])) as Counts;
}
