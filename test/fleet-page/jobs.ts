import type { Job } from '../../src/fleet-page/fleet/job.js';

/** A job that ran for a minute, from a time in milliseconds. */
export function jobAt(id: string, createdAtMs: number | undefined, rest: Partial<Job> = {}): Job {
  return {
    id,
    nativeId: id,
    provider: 'QINGCLOUD',
    account: { name: 'middleware' },
    clusters: [{ id: 'c', name: 'orders', nativeId: 'cl-1' }],
    action: 'Grow',
    status: 'SUCCEEDED',
    nativeStatus: null,
    createdAtMs,
    finishedAtMs: createdAtMs === undefined ? undefined : createdAtMs + 60_000,
    progress: null,
    failureReason: null,
    ...rest,
  };
}
