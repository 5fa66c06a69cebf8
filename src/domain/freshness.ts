import type { ClusterStatus } from './cluster.js';
import type { ClusterJobStatus } from './job.js';

/** For data that comes from keys and the configuration alone. */
const LONGEST_SECONDS = 3600;
/** For lists, which may get a new row at any time, and for clusters in a stable state, which may begin to change. */
const STABLE_SECONDS = 30;
/** For clusters and jobs with an operation in progress. */
const CHANGING_SECONDS = 5;

const CHANGING: ReadonlySet<string> = new Set<ClusterStatus | ClusterJobStatus>([
  'CREATING',
  'CHANGING',
  'PENDING',
  'RUNNING',
  'UNKNOWN',
]);

/** How long the response of one operation may be cached: each row that is read can only shorten this. */
export class Freshness {
  #seconds = LONGEST_SECONDS;

  /** 0: must not be cached. */
  get seconds(): number {
    return this.#seconds;
  }

  /** A job that has ended does not change. `null`: there is no such job. */
  sawJob(job: { readonly status: ClusterJobStatus } | null): void {
    if (!job) this.#limit(STABLE_SECONDS);
    else if (CHANGING.has(job.status)) this.#limit(CHANGING_SECONDS);
  }

  sawCluster(cluster: { readonly status: ClusterStatus } | null): void {
    this.#limit(cluster && CHANGING.has(cluster.status) ? CHANGING_SECONDS : STABLE_SECONDS);
  }

  sawList({ isWhole }: { readonly isWhole: boolean }): void {
    this.#limit(isWhole ? STABLE_SECONDS : 0);
  }

  /** A copy from the store may be used for this many more seconds. */
  sawCopy(seconds: number): void {
    this.#limit(Math.max(0, Math.floor(seconds)));
  }

  #limit(seconds: number): void {
    this.#seconds = Math.min(this.#seconds, seconds);
  }
}
