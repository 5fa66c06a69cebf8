import type { ClusterJobStatus } from '../../domain/job.js';

/** Whether a job has ended: only then does it have an end time. */
export function isFinal(status: ClusterJobStatus): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}
