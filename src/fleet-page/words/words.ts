import { clusterNames, endOf, isOpen, type Job } from '../fleet/job.js';
import type { CloudProvider, ClusterJobStatus } from '../generated/graphql.js';
import { duration, fullTime } from './times.js';

/** `COMPANY_SERVICE` as `Company SERVICE`. */
export function nameOfProvider(provider: CloudProvider): string {
  const [company = '', ...service] = provider.split('_');
  return [company.slice(0, 1) + company.slice(1).toLowerCase(), ...service].join(' ');
}

export const STATUS_NAMES: Readonly<Record<ClusterJobStatus, string>> = {
  FAILED: 'Failed',
  RUNNING: 'Running',
  PENDING: 'Pending',
  UNKNOWN: 'Unknown',
  SUCCEEDED: 'Succeeded',
};

export function actionOf({ action }: Pick<Job, 'action'>): string {
  return action ?? 'Unnamed job';
}

export function many(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** How long a job took, or has been running so far. `undefined` where a time is missing. */
export function lengthOf(job: Job, nowMs: number): string | undefined {
  if (job.createdAtMs === undefined || (job.finishedAtMs === undefined && !isOpen(job))) return undefined;
  return duration(endOf(job, nowMs) - job.createdAtMs);
}

/** One sentence for a screen reader: `Failed: Grow on orders-03, began Tue 1 Dec, 14:05:09 UTC, took 4 min 5 s. …` */
export function describeJob(job: Job, nowMs: number): string {
  const length = lengthOf(job, nowMs);
  const parts = [
    `${STATUS_NAMES[job.status]}: ${actionOf(job)} on ${clusterNames(job)}`,
    job.createdAtMs === undefined ? 'no start time' : `began ${fullTime(job.createdAtMs)}`,
    length === undefined ? undefined : `${isOpen(job) ? 'so far' : 'took'} ${length}`,
    job.progress === null || !isOpen(job) ? undefined : `${job.progress} %`,
  ].filter((part) => part !== undefined);
  return `${parts.join(', ')}${job.failureReason === null ? '' : `. ${job.failureReason}`}`;
}
