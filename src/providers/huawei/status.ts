import type { ClusterJobStatus } from '../../domain/job.js';

/** Whether a job is over: only then does it have an end. */
export function isFinal(status: ClusterJobStatus): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}
