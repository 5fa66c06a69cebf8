/** How a job ends. */
export type Outcome = 'succeeded' | 'failed';
export type Phase = 'pending' | 'running' | Outcome;

/** A job from its beginning to its end, all of it known beforehand: what is visible of it depends on the clock. */
export interface SimulatedJob {
  /** Unique in its account; what the provider shows as the id, where it shows one. */
  readonly key: string;
  readonly clusterIds: readonly string[];
  readonly action: string;
  /** From when the list has it. */
  readonly listedAt: number;
  /** The time that the row shows and the list is ordered by. Later than `listedAt`: not shown until it comes. */
  readonly createdAt: number;
  readonly startsAt: number;
  /** Infinity: never. */
  readonly finishesAt: number;
  readonly outcome: Outcome;
  /** Why it fails, if it does; otherwise ''. */
  readonly reason: string;
}

export function phaseOf(job: SimulatedJob, now: number): Phase {
  if (now < job.startsAt) return 'pending';
  return now < job.finishesAt ? 'running' : job.outcome;
}

/** A cluster as its cloud keeps it. */
export interface SimulatedCluster {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** Until then it is being created. */
  readonly readyAt: number;
  /** The provider's word, once it is ready. */
  readonly status: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly nodeCount: number;
  /** What is being done to it, in the provider's word; '' for nothing. */
  readonly action: string;
}
