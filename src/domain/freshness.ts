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
  #copiesExpireAt = Infinity;

  /** 0: must not be cached. `now`: when the response is sent, milliseconds since 1970. */
  secondsAt(now: number): number {
    return Math.max(0, Math.min(this.#seconds, Math.floor((this.#copiesExpireAt - now) / 1000)));
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

  /** A copy from the store may be used up to this time, milliseconds since 1970. */
  sawCopy(expiresAt: number): void {
    this.#copiesExpireAt = Math.min(this.#copiesExpireAt, expiresAt);
  }

  forbidCaching(): void {
    this.#limit(0);
  }

  #limit(seconds: number): void {
    this.#seconds = Math.min(this.#seconds, seconds);
  }
}
