import type { CloudName, SimulatedAccount } from './account.js';
import type { Outcome, Phase, SimulatedCluster } from './job.js';

/** A cluster as it is listed now: the expected result of a test. */
export interface ListedCluster {
  readonly id: string;
  readonly name: string;
  /** The provider's word. */
  readonly status: string;
  readonly action: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly nodeCount: number;
  readonly createdAt: number;
}

/** A job as it is listed now. */
export interface ListedJob {
  readonly key: string;
  /** The feed that lists it: a cluster, an app, or '' for a whole project. */
  readonly scope: string;
  readonly clusterIds: readonly string[];
  readonly action: string;
  readonly phase: Phase;
  /** `null` while the row has no time. */
  readonly createdAt: number | null;
  readonly finishedAt: number | null;
  readonly reason: string;
}

/** The fields of a job that tests set when they insert or change it. */
export interface JobChange {
  readonly action?: string;
  readonly createdAt?: number;
  readonly startsAt?: number;
  readonly finishesAt?: number;
  readonly outcome?: Outcome;
  readonly reason?: string;
}

/** One account at one cloud: its clusters and jobs, and the ways in which tests change them. */
export interface AccountState {
  readonly name: string;
  readonly cloud: CloudName;
  toAccount(endpointOf: (cloud: CloudName) => string): SimulatedAccount;
  /** Newest first, without deleted clusters. */
  clusters(): ListedCluster[];
  /** The jobs of all feeds or of one, newest first, in the provider's order. */
  jobs(scope?: string): ListedJob[];
  scopes(): string[];
  /** Created now, unless `change` has another time. `clusterIds` may name a deleted cluster. */
  insertJob(scope: string, clusterIds: readonly string[], change?: JobChange): ListedJob;
  deleteJob(key: string): void;
  changeJob(key: string, change: JobChange): ListedJob;
  changeCluster(id: string, change: Partial<Omit<SimulatedCluster, 'id'>>): ListedCluster;
  /** Deletes the cluster and a list of its own. */
  deleteCluster(id: string): void;
}
