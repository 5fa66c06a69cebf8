import type { ClusterStatus } from './cluster.js';
import type { ClusterJobStatus } from './job.js';

/** What is said of keys and of the configuration alone. */
const LONGEST_SECONDS = 3600;
/** A list may have a new row at any time, and a cluster that rests may begin to change. */
const RESTING_SECONDS = 30;
const MOVING_SECONDS = 5;

const MOVING: ReadonlySet<string> = new Set<ClusterStatus | ClusterJobStatus>([
  'CREATING',
  'CHANGING',
  'PENDING',
  'RUNNING',
  'UNKNOWN',
]);

/** How long the answer to one operation may be kept: whatever is read for it can only shorten that. */
export class Freshness {
  #seconds = LONGEST_SECONDS;

  /** 0: not at all. */
  get seconds(): number {
    return this.#seconds;
  }

  /** A job that has ended never changes again. `null`: there is no such job. */
  sawJob(job: { readonly status: ClusterJobStatus } | null): void {
    if (!job) this.#limit(RESTING_SECONDS);
    else if (MOVING.has(job.status)) this.#limit(MOVING_SECONDS);
  }

  sawCluster(cluster: { readonly status: ClusterStatus } | null): void {
    this.#limit(cluster && MOVING.has(cluster.status) ? MOVING_SECONDS : RESTING_SECONDS);
  }

  sawList({ isWhole }: { readonly isWhole: boolean }): void {
    this.#limit(isWhole ? RESTING_SECONDS : 0);
  }

  #limit(seconds: number): void {
    this.#seconds = Math.min(this.#seconds, seconds);
  }
}
