import type { Cluster, ClusterKey, ClusterStatus } from '../domain/cluster.js';
import { toClusterId, toJobId, toResourceName } from '../domain/ids.js';
import type {
  ClusterJob,
  ClusterJobChangeKind,
  ClusterJobDetails,
  ClusterJobKey,
  ClusterJobStatus,
} from '../domain/job.js';
import type { Account, CloudProvider } from '../domain/provider.js';
import { toInt } from './int.js';
import { toDateTime } from './scalars.js';

// The objects that resolvers return: `codegen.yml` maps the schema's types to these. They have the schema's fields as
// properties, because a thousand jobs with resolvers would cost fifteen thousand calls. Values that cost work are kept,
// because compiled execution reads a field several times.

export type AccountModel = Account;

/** A field of a cluster: `null` if the cluster no longer exists, an error if it could not be read. */
type ReadField<Name extends keyof Cluster> = Cluster[Name] | Error | null;

/** A cluster by its key, with its row if it was read. */
export class ClusterModel {
  #id: string | undefined;
  #resourceName: string | undefined;
  #createdAt: string | undefined;

  constructor(
    readonly account: AccountModel,
    readonly key: ClusterKey,
    readonly read: Cluster | null,
    /** The reason why reading it failed. */
    readonly failure: Error | null = null,
    /** By how many seconds lists below it may be old, where they do not say. */
    readonly staleness?: number,
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
  get name(): ReadField<'name'> {
    return this.read ? this.read.name : this.failure;
  }
  get status(): ClusterStatus | Error | null {
    return this.read ? this.read.status : this.failure;
  }
  get nativeStatus(): ReadField<'nativeStatus'> {
    return this.read ? this.read.nativeStatus : this.failure;
  }
  get engine(): ReadField<'engine'> {
    return this.read ? this.read.engine : this.failure;
  }
  get engineVersion(): ReadField<'engineVersion'> {
    return this.read ? this.read.engineVersion : this.failure;
  }
  get nodeCount(): ReadField<'nodeCount'> {
    return this.read ? toInt(this.read.nodeCount, 'node count of the cluster', this.account) : this.failure;
  }
  get createdAt(): string | Error | null {
    if (!this.read) return this.failure;
    const { createdAt } = this.read;
    return createdAt === null ? null : (this.#createdAt ??= toDateTime(createdAt));
  }
}

const NOT_LOADED = new Error('The clusters of this job were not loaded.');

/** A job as it was read, with the key that finds it again. */
export class ClusterJobModel {
  #id: string | undefined;
  #createdAt: string | undefined;
  #finishedAt: string | undefined;
  /** Set by `withClusters` if they are selected. */
  clusters: readonly ClusterModel[] | Error = NOT_LOADED;

  constructor(
    readonly account: AccountModel,
    readonly scope: string,
    readonly identity: string,
    readonly job: ClusterJob,
    /** By how many seconds its clusters and lists below them may be old. */
    readonly staleness?: number,
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

/** One change of a job. */
export interface ClusterJobChangeModel {
  readonly cursor: string;
  readonly kind: ClusterJobChangeKind;
  readonly job: ClusterJobModel;
  readonly previousStatus: ClusterJobStatus | null;
}

export interface UnavailableModel {
  readonly account: AccountModel;
  /** Set if the unavailable source is the list of one cluster. */
  readonly clusterKey: ClusterKey | null;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/** A job by its id alone: the fields that need no upstream call. */
export interface ClusterJobReference {
  readonly __typename: 'ClusterJob';
  readonly id: string;
  readonly provider: CloudProvider;
  readonly account: Account;
  readonly nativeId: string | null;
}

/** A resolved reference: `null` where there is no such entity, an error where it could not be read. */
export type ResolvedReference = AccountModel | ClusterModel | ClusterJobModel | ClusterJobReference | Error | null;
