import type { Cluster, ClusterKey, ClusterStatus } from '../domain/cluster.js';
import { toClusterId, toJobId, toResourceName } from '../domain/ids.js';
import type { ClusterJob, ClusterJobDetails, ClusterJobKey, ClusterJobStatus } from '../domain/job.js';
import type { Account, CloudProvider } from '../domain/provider.js';
import { toInt } from './int.js';
import { toDateTime } from './scalars.js';

// What the resolvers pass to each other, type by type: `codegen.yml` maps the schema's types to these. They have the
// graph's fields, so that a field of a row costs no call: for a thousand jobs, resolvers would be fifteen thousand. What
// takes work to tell is kept, because compiled code reads a field several times.

export type AccountModel = Account;

/** A field of a cluster: `null` where the cluster is gone, an error where it could not be read. */
type Told<Name extends keyof Cluster> = Cluster[Name] | Error | null;

/** A cluster by its key, with what was read of it. */
export class ClusterModel {
  #id: string | undefined;
  #resourceName: string | undefined;
  #createdAt: string | undefined;

  constructor(
    readonly account: AccountModel,
    readonly key: ClusterKey,
    readonly read: Cluster | null,
    /** Why it was not read, though it should have been. */
    readonly fault: Error | null = null,
  ) {}

  get __typename() {
    return 'Cluster' as const;
  }
  get id(): string {
    return (this.#id ??= toClusterId(this.key));
  }
  get resourceName(): string {
    return (this.#resourceName ??= toResourceName(this.key));
  }
  get provider(): CloudProvider {
    return this.key.provider;
  }
  get nativeId(): string {
    return this.key.nativeId;
  }
  get name(): Told<'name'> {
    return this.read ? this.read.name : this.fault;
  }
  get status(): ClusterStatus | Error | null {
    return this.read ? this.read.status : this.fault;
  }
  get nativeStatus(): Told<'nativeStatus'> {
    return this.read ? this.read.nativeStatus : this.fault;
  }
  get engine(): Told<'engine'> {
    return this.read ? this.read.engine : this.fault;
  }
  get engineVersion(): Told<'engineVersion'> {
    return this.read ? this.read.engineVersion : this.fault;
  }
  get nodeCount(): Told<'nodeCount'> {
    return this.read ? toInt(this.read.nodeCount, 'node count of the cluster', this.account) : this.fault;
  }
  get createdAt(): string | Error | null {
    if (!this.read) return this.fault;
    const { createdAt } = this.read;
    return createdAt === null ? null : (this.#createdAt ??= toDateTime(createdAt));
  }
}

const NOT_GIVEN = new Error('The clusters of this job were not looked for.');

/** A job as it was read, with what finds it again. */
export class ClusterJobModel {
  #id: string | undefined;
  #createdAt: string | undefined;
  #finishedAt: string | undefined;
  /** Given to a job where they are selected. */
  clusters: readonly ClusterModel[] | Error = NOT_GIVEN;

  constructor(
    readonly account: AccountModel,
    readonly scope: string,
    readonly identity: string,
    readonly job: ClusterJob,
  ) {}

  get __typename() {
    return 'ClusterJob' as const;
  }
  get id(): string {
    return (this.#id ??= toJobId(this.key));
  }
  get key(): ClusterJobKey {
    const { scope, identity, job } = this;
    return { account: this.account.name, scope, identity, createdAt: job.createdAt };
  }
  get provider(): CloudProvider {
    return this.account.provider;
  }
  get nativeId(): string | null {
    return this.job.nativeId;
  }
  get action(): string | null {
    return this.job.action;
  }
  get status(): ClusterJobStatus {
    return this.job.status;
  }
  get nativeStatus(): string | null {
    return this.job.nativeStatus;
  }
  get createdAt(): string | null {
    const { createdAt } = this.job;
    return createdAt === null ? null : (this.#createdAt ??= toDateTime(createdAt));
  }
  get finishedAt(): string | null {
    const { finishedAt } = this.job;
    return finishedAt === null ? null : (this.#finishedAt ??= toDateTime(finishedAt));
  }
  get progress(): number | Error | null {
    return toInt(this.job.progress, 'progress of the job', this.account);
  }
  get failureReason(): string | null {
    return this.job.failureReason;
  }
  get details(): ClusterJobDetails {
    return this.job.details;
  }
}

export interface UnavailableModel {
  readonly account: AccountModel;
  /** Where one cluster's list is unavailable. */
  readonly clusterKey: ClusterKey | null;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}
