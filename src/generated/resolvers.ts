import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccountModel, ClusterModel, ClusterJobModel, UnavailableModel } from '../graph/model.js';
import type { ClusterConnectionModel, ClusterJobConnectionModel, ClusterJobEdgeModel, PageInfoModel } from '../graph/connection-model.js';
import type { CssLogBackup as CssLogBackupModel, DwsLogicalClusterTask as DwsLogicalClusterTaskModel, GeminiDbTask as GeminiDbTaskModel, QingCloudOperation as QingCloudOperationModel } from '../domain/job.js';
import type { GraphContext } from '../graph/context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * A moment in time, written as RFC 3339 in UTC: `2026-11-21T08:00:00Z`, or `2026-11-21T08:00:00.123Z` where the provider
   * tells milliseconds. As an input, any offset from UTC is accepted.
   */
  DateTime: { input: number; output: string; }
  _FieldSet: { input: string; output: string; }
};

/**
 * One configured way into one provider: credentials for a project (Huawei) or a zone (QingCloud). Everything that Jobgraph
 * knows is read through an account.
 */
export type CloudAccount = {
  readonly __typename?: 'CloudAccount';
  /**
   * The account's clusters, newest first. Deleted ones are listed only when `filter.statuses` asks for `DELETED`.
   * `null`, with an error, when the provider's list cannot be read.
   */
  readonly clusters: Maybe<ClusterConnection>;
  /** Opaque. Stays the same while the account keeps its `name`. */
  readonly id: Scalars['ID']['output'];
  /** The account's name in Jobgraph's configuration, unique there: what the `accounts` filters take. */
  readonly name: Scalars['String']['output'];
  /** The service that this account leads into. */
  readonly provider: CloudProvider;
  /** The provider's word for the place: a region such as `cn-north-4` (Huawei) or a zone such as `pek3a` (QingCloud). */
  readonly region: Scalars['String']['output'];
};


/**
 * One configured way into one provider: credentials for a project (Huawei) or a zone (QingCloud). Everything that Jobgraph
 * knows is read through an account.
 */
export type CloudAccountClustersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClusterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A managed service that Jobgraph reads from. Each has its own REST API; one company may run several. */
export type CloudProvider =
  /** Huawei Cloud Search Service: Elasticsearch, OpenSearch and Logstash clusters. */
  | 'HUAWEI_CSS'
  /** Huawei Data Warehouse Service (GaussDB(DWS)): analytical database clusters. */
  | 'HUAWEI_DWS'
  /** Huawei GeminiDB (GaussDB NoSQL): Cassandra, MongoDB, Redis and InfluxDB instances. */
  | 'HUAWEI_GEMINIDB'
  /** QingCloud AppCenter: clusters of any app, such as ZooKeeper or Kafka, from its marketplace. */
  | 'QINGCLOUD';

/**
 * One managed cluster: a CSS cluster, a DWS cluster, a GeminiDB instance or a QingCloud cluster.
 *
 * Another subgraph that knows only the provider's id can refer to a cluster by its `resourceName`. While only `id`,
 * `resourceName`, `provider`, `nativeId`, `account` and `jobs` are asked for, the cluster itself is not looked up, so it
 * need not exist; as soon as any other field is, a cluster that does not exist is `null`.
 */
export type Cluster = {
  readonly __typename?: 'Cluster';
  /** The account through which the cluster was found. */
  readonly account: CloudAccount;
  /** When the cluster was created. `null` for a cluster that is gone and known by one of its jobs alone. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /**
   * What runs on the cluster: the datastore's type, such as `elasticsearch` or `cassandra` (CSS, GeminiDB), `dws`, or the
   * app's name (QingCloud). `null` where the provider does not tell.
   */
  readonly engine: Maybe<Scalars['String']['output']>;
  /** The version of `engine`, as the provider writes it: `7.10.2`. `null` where the provider does not tell. */
  readonly engineVersion: Maybe<Scalars['String']['output']>;
  /** Opaque. Stays the same while the account keeps its name. */
  readonly id: Scalars['ID']['output'];
  /**
   * The recorded operations on this cluster, newest first. `null`, with an error, when the provider's list cannot be read;
   * with the error `NOT_FOUND` when CSS or DWS do not know the cluster.
   */
  readonly jobs: Maybe<ClusterJobConnection>;
  /** The name that people gave the cluster. `null` where the provider gives none, or the cluster is gone. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The provider's own id: a UUID (CSS, DWS), `…in06` (GeminiDB), `cl-…` (QingCloud). */
  readonly nativeId: Scalars['String']['output'];
  /** The provider's own word behind `status`, such as `200`, `AVAILABLE` or `active`. `null` where it gives none. */
  readonly nativeStatus: Maybe<Scalars['String']['output']>;
  /** How many nodes the cluster has. `null` where the provider does not tell. */
  readonly nodeCount: Maybe<Scalars['Int']['output']>;
  /** The service that runs the cluster. */
  readonly provider: CloudProvider;
  /**
   * The provider's id in a form that is unique across providers: `huawei-css/`, `huawei-dws/`, `huawei-geminidb/` or
   * `qingcloud/`, followed by the `nativeId`. Example: `qingcloud/cl-xi3aoihf`.
   */
  readonly resourceName: Scalars['String']['output'];
  /** What the cluster is doing. `null` only for a cluster that is gone and known by one of its jobs alone. */
  readonly status: Maybe<ClusterStatus>;
};


/**
 * One managed cluster: a CSS cluster, a DWS cluster, a GeminiDB instance or a QingCloud cluster.
 *
 * Another subgraph that knows only the provider's id can refer to a cluster by its `resourceName`. While only `id`,
 * `resourceName`, `provider`, `nativeId`, `account` and `jobs` are asked for, the cluster itself is not looked up, so it
 * need not exist; as soon as any other field is, a cluster that does not exist is `null`.
 */
export type ClusterJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClusterJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * A page of clusters, newest first. Walking a list from page to page shows every cluster that stays in it exactly once,
 * even while the provider adds and removes others.
 */
export type ClusterConnection = {
  readonly __typename?: 'ClusterConnection';
  /** The page's clusters, each with its own cursor. */
  readonly edges: ReadonlyArray<ClusterEdge>;
  /** The page's clusters alone: the same as `edges { node }`. */
  readonly nodes: ReadonlyArray<Cluster>;
  /** Whether there is more, and the cursors to page on with. */
  readonly pageInfo: PageInfo;
  /**
   * How many clusters match the filter, on all pages together. Costs upstream calls when it is asked for. `null` where a
   * source is unavailable or counting would take too long.
   */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /**
   * The sources that could not be read, whose clusters are missing from this page. Once a source is back, its clusters
   * follow on later pages. Empty when nothing is missing.
   */
  readonly unavailable: ReadonlyArray<UnavailableSource>;
};

/** One cluster in a page, and its place in the list. */
export type ClusterEdge = {
  readonly __typename?: 'ClusterEdge';
  /** Opaque: the cluster's place in this list, to be given as `after` or `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The cluster itself. */
  readonly node: Cluster;
};

/** Which clusters are wanted. Several fields: all must match. A list: any of it; an empty list matches nothing. */
export type ClusterFilter = {
  /** Clusters of the accounts with these names. A name that is not configured matches nothing. */
  readonly accounts?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Clusters whose name contains this text, in upper or lower case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Clusters of these services. */
  readonly providers?: InputMaybe<ReadonlyArray<CloudProvider>>;
  /** Clusters in these states. Deleted clusters are listed only when `DELETED` is among them. */
  readonly statuses?: InputMaybe<ReadonlyArray<ClusterStatus>>;
};

/**
 * One recorded operation on one or several clusters: a CSS log-backup task, a DWS logical-cluster task, a GeminiDB task
 * or a QingCloud operation.
 */
export type ClusterJob = {
  readonly __typename?: 'ClusterJob';
  /** The account through which the job was found. */
  readonly account: CloudAccount;
  /**
   * What is being done, in the provider's own word: `LogBackup` (CSS), `Grow` (DWS), `CreateInstance` (GeminiDB),
   * `CeaseResources` (QingCloud). `null` where the provider does not tell.
   */
  readonly action: Maybe<Scalars['String']['output']>;
  /** What the job works on: one cluster, or several for a QingCloud operation. A cluster that is gone has its key fields only. */
  readonly clusters: ReadonlyArray<Cluster>;
  /** When the job was recorded. `null` for a DWS task that has not started; such tasks come first in every list. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** What only this provider tells about the job. */
  readonly details: Maybe<ClusterJobDetails>;
  /**
   * Why the job failed, in the provider's own words: `failedMsg` (CSS), `log` (DWS), `fail_reason` (GeminiDB),
   * `error_codes` (QingCloud). `null` unless `status` is `FAILED`, and where the provider says nothing.
   */
  readonly failureReason: Maybe<Scalars['String']['output']>;
  /** When the job ended. `null` unless `status` is `SUCCEEDED` or `FAILED`, and where the provider does not tell. */
  readonly finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** Opaque. Stays the same while the account keeps its name. */
  readonly id: Scalars['ID']['output'];
  /** The provider's own id of the job. `null` for DWS, which gives its tasks none. */
  readonly nativeId: Maybe<Scalars['String']['output']>;
  /** The provider's own word behind `status`, such as `SUCCESS` or `working`. `null` where it gives none. */
  readonly nativeStatus: Maybe<Scalars['String']['output']>;
  /** How much is done, in percent. `null` where unknown: only GeminiDB tells, and only while the job runs. */
  readonly progress: Maybe<Scalars['Int']['output']>;
  /** The service that carries the job out. */
  readonly provider: CloudProvider;
  /** How far the job has come. */
  readonly status: Maybe<ClusterJobStatus>;
};

/**
 * A page of jobs, newest first. Walking a list from page to page shows every job that stays in it exactly once, even while
 * the provider adds and removes others. A search for rare jobs may end a page early, even an empty one, with
 * `hasNextPage` true: page on with `endCursor`.
 */
export type ClusterJobConnection = {
  readonly __typename?: 'ClusterJobConnection';
  /** The page's jobs, each with its own cursor. */
  readonly edges: ReadonlyArray<ClusterJobEdge>;
  /** The page's jobs alone: the same as `edges { node }`. */
  readonly nodes: ReadonlyArray<ClusterJob>;
  /** Whether there is more, and the cursors to page on with. */
  readonly pageInfo: PageInfo;
  /**
   * How far back the list reaches. `null`: it holds the whole history. Otherwise some source, always GeminiDB today, lists
   * nothing older than this moment; ask for older jobs with `createdAfter`.
   */
  readonly since: Maybe<Scalars['DateTime']['output']>;
  /**
   * How many jobs match the filter, on all pages together. Costs upstream calls when it is asked for. `null` where a source
   * is unavailable or counting would take too long.
   */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /**
   * The sources that could not be read, whose jobs are missing from this page. Once a source is back, its jobs follow on
   * later pages. Empty when nothing is missing.
   */
  readonly unavailable: ReadonlyArray<UnavailableSource>;
};

/** What only one provider tells about a job: one type for each. */
export type ClusterJobDetails = CssLogBackup | DwsLogicalClusterTask | GeminiDbTask | QingCloudOperation;

/** One job in a page, and its place in the list. */
export type ClusterJobEdge = {
  readonly __typename?: 'ClusterJobEdge';
  /** Opaque: the job's place in this list, to be given as `after` or `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The job itself. */
  readonly node: ClusterJob;
};

/** Which jobs of one cluster are wanted. Several fields: all must match. A list: any of it; an empty list matches nothing. */
export type ClusterJobFilter = {
  /** Jobs whose `action` is exactly one of these words. */
  readonly actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Jobs created at this moment or later. Without it, GeminiDB lists 30 days; see `ClusterJobConnection.since`. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Jobs created before this moment, which itself is excluded. A moment in the future counts as now. Jobs that have no
   * `createdAt` yet match neither bound.
   */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Jobs in these states. */
  readonly statuses?: InputMaybe<ReadonlyArray<ClusterJobStatus>>;
};

/** How far a job has come, in words common to all providers. `ClusterJob.nativeStatus` has the provider's own word. */
export type ClusterJobStatus =
  /** Ended otherwise. CSS `FAIL`, DWS `failed`, GeminiDB `Failed`, QingCloud `failed` or `done with failure`. */
  | 'FAILED'
  /** Accepted but not begun. QingCloud `pending`; a DWS task without a start time. */
  | 'PENDING'
  /** Being carried out. CSS `RUNNING`, GeminiDB `Running`, QingCloud `working`; a DWS task with neither a result nor an end. */
  | 'RUNNING'
  /** Ended as intended. CSS `SUCCESS`, DWS `success`, GeminiDB `Completed`, QingCloud `successful`. */
  | 'SUCCEEDED'
  /** The provider's word means none of these to Jobgraph, or it gave no word. See `ClusterJob.nativeStatus`. */
  | 'UNKNOWN';

/** What a cluster is doing, in words common to all providers. `Cluster.nativeStatus` has the provider's own word. */
export type ClusterStatus =
  /** Running, and nothing is being done to it. CSS `200`, DWS `AVAILABLE` or `ACTIVE`, GeminiDB `normal`, QingCloud `active`. */
  | 'AVAILABLE'
  /**
   * Running while an operation on it is under way, such as growing, restarting or being deleted. CSS and GeminiDB: its
   * `actions` are not empty; DWS: it has a `task_status`, or is `DELETING`; QingCloud: it has a `transition_status`.
   */
  | 'CHANGING'
  /** Being set up; not usable yet. CSS `100`, DWS `CREATING`, GeminiDB `creating`, QingCloud `pending`. */
  | 'CREATING'
  /** Gone, but still on record. QingCloud `deleted` or `ceased`; the other providers forget a deleted cluster. */
  | 'DELETED'
  /** Setting it up or enlarging it went wrong. CSS `303`, DWS `CREATE_FAILED`, GeminiDB `createfail` or `enlargefail`. */
  | 'FAILED'
  /** Switched off or frozen, often for an unpaid bill. DWS `FROZEN`, GeminiDB `frozen`, QingCloud `stopped` or `suspended`. */
  | 'STOPPED'
  /** It should be running but does not serve. CSS `300`, DWS `UNAVAILABLE`, GeminiDB `abnormal` or `data_disk_full`. */
  | 'UNAVAILABLE'
  /** The provider's word means none of these to Jobgraph, or it gave no word. See `Cluster.nativeStatus`. */
  | 'UNKNOWN';

/** A task of Huawei CSS that copies a cluster's logs into object storage. */
export type CssLogBackup = {
  readonly __typename?: 'CssLogBackup';
  /** The second id that CSS gives the task, `jobId`; the first is `ClusterJob.nativeId`. `null` where it gives none. */
  readonly jobId: Maybe<Scalars['String']['output']>;
  /** Where the logs went: a bucket of Huawei's object storage (OBS) and a path in it. `null` where CSS does not tell. */
  readonly logPath: Maybe<Scalars['String']['output']>;
  /** What began the task: `Manual` (somebody) or `Auto` (a schedule). The provider's `jobTypes`; `null` where it does not tell. */
  readonly trigger: Maybe<Scalars['String']['output']>;
};

/** A task of Huawei DWS on a logical cluster: a part of a cluster with its own nodes. */
export type DwsLogicalClusterTask = {
  readonly __typename?: 'DwsLogicalClusterTask';
  /** What DWS logged while it carried the task out. `null` where there is nothing. */
  readonly log: Maybe<Scalars['String']['output']>;
  /** The name of the logical cluster. `null` where DWS does not tell. */
  readonly logicalClusterName: Maybe<Scalars['String']['output']>;
};

/** Which jobs of all clusters are wanted. Several fields: all must match. A list: any of it; an empty list matches nothing. */
export type FleetJobFilter = {
  /** Jobs of the accounts with these names. A name that is not configured matches nothing. */
  readonly accounts?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Jobs whose `action` is exactly one of these words. */
  readonly actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Jobs on the clusters with these `id`s. An `id` that is not one matches nothing. */
  readonly clusters?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Jobs created at this moment or later. Without it, GeminiDB lists 30 days; see `ClusterJobConnection.since`. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Jobs created before this moment, which itself is excluded. A moment in the future counts as now. Jobs that have no
   * `createdAt` yet match neither bound.
   */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Jobs at these services. */
  readonly providers?: InputMaybe<ReadonlyArray<CloudProvider>>;
  /** Jobs in these states. */
  readonly statuses?: InputMaybe<ReadonlyArray<ClusterJobStatus>>;
};

/** A task of Huawei GeminiDB. Its feed covers a whole project, so each task names its instance. */
export type GeminiDbTask = {
  readonly __typename?: 'GeminiDbTask';
  /** The provider's id of the instance: the `nativeId` of the job's cluster. `null` where GeminiDB names none. */
  readonly instanceId: Maybe<Scalars['String']['output']>;
  /** The name that the instance had when the task was recorded. `null` where GeminiDB does not tell. */
  readonly instanceName: Maybe<Scalars['String']['output']>;
};

/**
 * Where a page lies in its list. Cursors are opaque: pass them back unchanged, to the same list with the same filter. They
 * stay good after a restart, and after the row that they point at is gone.
 */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /**
   * Page on with this as `after`. May lie beyond the last edge, where rows were examined that did not match, and may be
   * given for an empty page. When only unavailable sources remain, it resumes them once they are back.
   */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there is more behind this page. True as well where a search stopped early and may find more. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more ahead of this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Page back with this as `before`. May lie ahead of the first edge, and may be given for an empty page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** An operation of QingCloud on one or several clusters. */
export type QingCloudOperation = {
  readonly __typename?: 'QingCloudOperation';
  /** The provider's codes for what went wrong. `null` when nothing did. */
  readonly errorCodes: Maybe<Scalars['String']['output']>;
  /** The provider's id of who began the operation: `usr-…`, or `system`. `null` where QingCloud does not tell. */
  readonly owner: Maybe<Scalars['String']['output']>;
  /** The provider's ids of everything that the operation touches: `cl-…` for a cluster. May be empty. */
  readonly resourceIds: ReadonlyArray<Scalars['String']['output']>;
};

/** Where to begin: the accounts, the fleet of all clusters, and the jobs of the whole fleet. */
export type Query = {
  readonly __typename?: 'Query';
  /** One account. `null` where none of this name is configured, or the caller may not see it. Takes no upstream call. */
  readonly cloudAccount: Maybe<CloudAccount>;
  /** The configured accounts that the caller may see, in the configuration's order. Takes no upstream call. */
  readonly cloudAccounts: ReadonlyArray<CloudAccount>;
  /** One cluster. `null` where there is none with this `id`; see `Cluster` for when the provider is asked at all. */
  readonly cluster: Maybe<Cluster>;
  /** One job, read from its provider. `null` where there is none with this `id`. */
  readonly clusterJob: Maybe<ClusterJob>;
  /**
   * The jobs of all clusters of all accounts, newest first. Sources that cannot be read are named in `unavailable`; how far
   * back the list reaches is in `since`.
   */
  readonly clusterJobs: Maybe<ClusterJobConnection>;
  /**
   * The clusters of all accounts, newest first. Deleted ones are listed only when `filter.statuses` asks for `DELETED`.
   * Accounts that cannot be read are named in `unavailable`.
   */
  readonly clusters: Maybe<ClusterConnection>;
};


/** Where to begin: the accounts, the fleet of all clusters, and the jobs of the whole fleet. */
export type QueryCloudAccountArgs = {
  name: Scalars['String']['input'];
};


/** Where to begin: the accounts, the fleet of all clusters, and the jobs of the whole fleet. */
export type QueryClusterArgs = {
  id: Scalars['ID']['input'];
};


/** Where to begin: the accounts, the fleet of all clusters, and the jobs of the whole fleet. */
export type QueryClusterJobArgs = {
  id: Scalars['ID']['input'];
};


/** Where to begin: the accounts, the fleet of all clusters, and the jobs of the whole fleet. */
export type QueryClusterJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FleetJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Where to begin: the accounts, the fleet of all clusters, and the jobs of the whole fleet. */
export type QueryClustersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClusterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A source whose rows are missing from a page, and why. The rest of the page is as it should be. */
export type UnavailableSource = {
  readonly __typename?: 'UnavailableSource';
  /** The account whose provider could not be read. */
  readonly account: CloudAccount;
  /** The cluster whose jobs could not be read. `null` where the source is shared by several clusters, or is a list of clusters. */
  readonly cluster: Maybe<Cluster>;
  /** Why, as a machine reads it: one of the codes that errors carry in `extensions.code`, such as `UPSTREAM_TIMEOUT`. */
  readonly code: Scalars['String']['output'];
  /** Why, as a person reads it. */
  readonly message: Scalars['String']['output'];
  /** Whether asking again later may help without anybody changing anything. */
  readonly retryable: Scalars['Boolean']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  CloudAccount: CloudAccount;
  Cluster: Cluster;
  ClusterJob: ClusterJob;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  CloudAccount:
    ( { __typename: 'CloudAccount' }
    & GraphQLRecursivePick<FederationTypes['CloudAccount'], {"id":true}> );
  Cluster:
    ( { __typename: 'Cluster' }
    & ( GraphQLRecursivePick<FederationTypes['Cluster'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Cluster'], {"resourceName":true}> ) );
  ClusterJob:
    ( { __typename: 'ClusterJob' }
    & GraphQLRecursivePick<FederationTypes['ClusterJob'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ClusterJobDetails:
    | ( CssLogBackupModel )
    | ( DwsLogicalClusterTaskModel )
    | ( GeminiDbTaskModel )
    | ( QingCloudOperationModel )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CloudAccount: ResolverTypeWrapper<AccountModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CloudProvider: CloudProvider;
  Cluster: ResolverTypeWrapper<ClusterModel>;
  ClusterConnection: ResolverTypeWrapper<ClusterConnectionModel>;
  ClusterEdge: ResolverTypeWrapper<Omit<ClusterEdge, 'node'> & { node: ResolversTypes['Cluster'] }>;
  ClusterFilter: ClusterFilter;
  ClusterJob: ResolverTypeWrapper<ClusterJobModel>;
  ClusterJobConnection: ResolverTypeWrapper<ClusterJobConnectionModel>;
  ClusterJobDetails: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ClusterJobDetails']>;
  ClusterJobEdge: ResolverTypeWrapper<ClusterJobEdgeModel>;
  ClusterJobFilter: ClusterJobFilter;
  ClusterJobStatus: ClusterJobStatus;
  ClusterStatus: ClusterStatus;
  CssLogBackup: ResolverTypeWrapper<CssLogBackupModel>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DwsLogicalClusterTask: ResolverTypeWrapper<DwsLogicalClusterTaskModel>;
  FleetJobFilter: FleetJobFilter;
  GeminiDbTask: ResolverTypeWrapper<GeminiDbTaskModel>;
  PageInfo: ResolverTypeWrapper<PageInfoModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  QingCloudOperation: ResolverTypeWrapper<QingCloudOperationModel>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UnavailableSource: ResolverTypeWrapper<UnavailableModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CloudAccount: AccountModel;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  Cluster: ClusterModel;
  ClusterConnection: ClusterConnectionModel;
  ClusterEdge: Omit<ClusterEdge, 'node'> & { node: ResolversParentTypes['Cluster'] };
  ClusterFilter: ClusterFilter;
  ClusterJob: ClusterJobModel;
  ClusterJobConnection: ClusterJobConnectionModel;
  ClusterJobDetails: ResolversUnionTypes<ResolversParentTypes>['ClusterJobDetails'];
  ClusterJobEdge: ClusterJobEdgeModel;
  ClusterJobFilter: ClusterJobFilter;
  CssLogBackup: CssLogBackupModel;
  DateTime: Scalars['DateTime']['output'];
  DwsLogicalClusterTask: DwsLogicalClusterTaskModel;
  FleetJobFilter: FleetJobFilter;
  GeminiDbTask: GeminiDbTaskModel;
  PageInfo: PageInfoModel;
  Boolean: Scalars['Boolean']['output'];
  QingCloudOperation: QingCloudOperationModel;
  Query: Record<PropertyKey, never>;
  UnavailableSource: UnavailableModel;
};

export type CloudAccountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CloudAccount'] = ResolversParentTypes['CloudAccount'], FederationReferenceType extends FederationReferenceTypes['CloudAccount'] = FederationReferenceTypes['CloudAccount']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CloudAccount']> | FederationReferenceType, FederationReferenceType, ContextType>;
  clusters?: Resolver<Maybe<ResolversTypes['ClusterConnection']>, ParentType, ContextType, Partial<CloudAccountClustersArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['CloudProvider'], ParentType, ContextType>;
  region?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ClusterResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Cluster'] = ResolversParentTypes['Cluster'], FederationReferenceType extends FederationReferenceTypes['Cluster'] = FederationReferenceTypes['Cluster']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Cluster']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<ResolversTypes['CloudAccount'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  engine?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  engineVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobs?: Resolver<Maybe<ResolversTypes['ClusterJobConnection']>, ParentType, ContextType, Partial<ClusterJobsArgs>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nodeCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['CloudProvider'], ParentType, ContextType>;
  resourceName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ClusterStatus']>, ParentType, ContextType>;
};

export type ClusterConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClusterConnection'] = ResolversParentTypes['ClusterConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ClusterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Cluster']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  unavailable?: Resolver<ReadonlyArray<ResolversTypes['UnavailableSource']>, ParentType, ContextType>;
};

export type ClusterEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClusterEdge'] = ResolversParentTypes['ClusterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Cluster'], ParentType, ContextType>;
};

export type ClusterJobResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClusterJob'] = ResolversParentTypes['ClusterJob'], FederationReferenceType extends FederationReferenceTypes['ClusterJob'] = FederationReferenceTypes['ClusterJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ClusterJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<ResolversTypes['CloudAccount'], ParentType, ContextType>;
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  clusters?: Resolver<ReadonlyArray<ResolversTypes['Cluster']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['ClusterJobDetails']>, ParentType, ContextType>;
  failureReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nativeId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nativeStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['CloudProvider'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ClusterJobStatus']>, ParentType, ContextType>;
};

export type ClusterJobConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClusterJobConnection'] = ResolversParentTypes['ClusterJobConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ClusterJobEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ClusterJob']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  unavailable?: Resolver<ReadonlyArray<ResolversTypes['UnavailableSource']>, ParentType, ContextType>;
};

export type ClusterJobDetailsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClusterJobDetails'] = ResolversParentTypes['ClusterJobDetails']> = {
  __resolveType: TypeResolveFn<'CssLogBackup' | 'DwsLogicalClusterTask' | 'GeminiDbTask' | 'QingCloudOperation', ParentType, ContextType>;
};

export type ClusterJobEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClusterJobEdge'] = ResolversParentTypes['ClusterJobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ClusterJob'], ParentType, ContextType>;
};

export type CssLogBackupResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CssLogBackup'] = ResolversParentTypes['CssLogBackup']> = {
  jobId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trigger?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DwsLogicalClusterTaskResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DwsLogicalClusterTask'] = ResolversParentTypes['DwsLogicalClusterTask']> = {
  log?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logicalClusterName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GeminiDbTaskResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GeminiDbTask'] = ResolversParentTypes['GeminiDbTask']> = {
  instanceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  instanceName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QingCloudOperationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['QingCloudOperation'] = ResolversParentTypes['QingCloudOperation']> = {
  errorCodes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resourceIds?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  cloudAccount?: Resolver<Maybe<ResolversTypes['CloudAccount']>, ParentType, ContextType, RequireFields<QueryCloudAccountArgs, 'name'>>;
  cloudAccounts?: Resolver<ReadonlyArray<ResolversTypes['CloudAccount']>, ParentType, ContextType>;
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType, RequireFields<QueryClusterArgs, 'id'>>;
  clusterJob?: Resolver<Maybe<ResolversTypes['ClusterJob']>, ParentType, ContextType, RequireFields<QueryClusterJobArgs, 'id'>>;
  clusterJobs?: Resolver<Maybe<ResolversTypes['ClusterJobConnection']>, ParentType, ContextType, Partial<QueryClusterJobsArgs>>;
  clusters?: Resolver<Maybe<ResolversTypes['ClusterConnection']>, ParentType, ContextType, Partial<QueryClustersArgs>>;
};

export type UnavailableSourceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UnavailableSource'] = ResolversParentTypes['UnavailableSource']> = {
  account?: Resolver<ResolversTypes['CloudAccount'], ParentType, ContextType>;
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  CloudAccount?: CloudAccountResolvers<ContextType>;
  Cluster?: ClusterResolvers<ContextType>;
  ClusterConnection?: ClusterConnectionResolvers<ContextType>;
  ClusterEdge?: ClusterEdgeResolvers<ContextType>;
  ClusterJob?: ClusterJobResolvers<ContextType>;
  ClusterJobConnection?: ClusterJobConnectionResolvers<ContextType>;
  ClusterJobDetails?: ClusterJobDetailsResolvers<ContextType>;
  ClusterJobEdge?: ClusterJobEdgeResolvers<ContextType>;
  CssLogBackup?: CssLogBackupResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DwsLogicalClusterTask?: DwsLogicalClusterTaskResolvers<ContextType>;
  GeminiDbTask?: GeminiDbTaskResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  QingCloudOperation?: QingCloudOperationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  UnavailableSource?: UnavailableSourceResolvers<ContextType>;
};

