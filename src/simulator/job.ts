/** How a job ends. */
export type Outcome = 'succeeded' | 'failed';
export type Phase = 'pending' | 'running' | Outcome;

/** A whole job, from its beginning to its end. The clock decides how much of it is visible. */
export interface SimulatedJob {
  /** Unique in its account; the job's id, if the provider has one. */
  readonly key: string;
  readonly clusterIds: readonly string[];
  readonly action: string;
  /** When it appears in the list. */
  readonly listedAt: number;
  /** The time in the row, by which the list is ordered. If it is later than `listedAt`, the row lacks it until then. */
  readonly createdAt: number;
  readonly startsAt: number;
  /** Infinity: never. */
  readonly finishesAt: number;
  readonly outcome: Outcome;
  /** The reason of its failure; '' without a failure. */
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
  /** The provider's word for the operation in progress; '' for none. */
  readonly action: string;
}
