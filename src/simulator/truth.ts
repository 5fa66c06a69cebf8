import type { CloudName, SimulatedAccount } from './account.js';
import type { Outcome, Phase, SimulatedCluster } from './job.js';

/** A cluster as it is visible now: what a perfect client would know. */
export interface TrueCluster {
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

/** A job as it is visible now. */
export interface TrueJob {
  readonly key: string;
  /** The feed that lists it: a cluster, an app, or '' for a whole project. */
  readonly scope: string;
  readonly clusterIds: readonly string[];
  readonly action: string;
  readonly phase: Phase;
  /** `null` while the row shows no time. */
  readonly createdAt: number | null;
  readonly finishedAt: number | null;
  readonly reason: string;
}

/** What tests can say of a job that they put in or change. */
export interface JobChange {
  readonly action?: string;
  readonly createdAt?: number;
  readonly startsAt?: number;
  readonly finishesAt?: number;
  readonly outcome?: Outcome;
  readonly reason?: string;
}

/** One account at one cloud: what is there, and the ways in which tests change it. */
export interface AccountEstate {
  readonly name: string;
  readonly cloud: CloudName;
  toAccount(endpointOf: (cloud: CloudName) => string): SimulatedAccount;
  /** Newest first, deleted ones not. */
  clusters(): TrueCluster[];
  /** Of all feeds, or of one: newest first, in the provider's own order. */
  jobs(scope?: string): TrueJob[];
  scopes(): string[];
  /** Created now, unless `change` says otherwise. `clusterIds` may name a cluster that does not exist any more. */
  insertJob(scope: string, clusterIds: readonly string[], change?: JobChange): TrueJob;
  deleteJob(key: string): void;
  changeJob(key: string, change: JobChange): TrueJob;
  changeCluster(id: string, change: Partial<Omit<SimulatedCluster, 'id'>>): TrueCluster;
  /** The cluster is gone; a list of its own goes with it. */
  deleteCluster(id: string): void;
}
