import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccountModel, ClusterModel, ClusterJobModel, ClusterJobChangeModel, UnavailableModel } from '../graph/model.js';
import type { ClusterConnectionModel, ClusterJobConnectionModel, ClusterJobEdgeModel, PageInfoModel } from '../graph/connection-model.js';
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
   * A time in RFC 3339 format, in UTC with milliseconds: `2026-11-21T08:00:00.123Z`. As an input, any offset from UTC is
   * accepted.
   */
  DateTime: { input: number; output: string; }
  _FieldSet: { input: string; output: string; }
};

/**
 * Configured access to one provider: credentials for a project (Huawei) or a zone (QingCloud). Jobgraph reads all clusters
 * and jobs through accounts.
 */
export type CloudAccount = {
  readonly __typename: 'CloudAccount';
  /**
   * The account's clusters, newest first. Deleted clusters are listed only when `filter.statuses` contains `DELETED`.
   * `null`, with an error, when the provider's list cannot be read.
   */
  readonly clusters: Maybe<ClusterConnection>;
  /** Opaque. Stays the same while the account keeps its `name`. */
  readonly id: Scalars['ID']['output'];
  /** The account's unique name in Jobgraph's configuration. The `accounts` filters take this name. */
  readonly name: Scalars['String']['output'];
  /** The service that this account gives access to. */
  readonly provider: CloudProvider;
  /** The provider's name of the location: a region such as `cn-north-4` (Huawei) or a zone such as `pek3a` (QingCloud). */
  readonly region: Scalars['String']['output'];
};


/**
 * Configured access to one provider: credentials for a project (Huawei) or a zone (QingCloud). Jobgraph reads all clusters
 * and jobs through accounts.
 */
export type CloudAccountClustersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClusterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  maxStaleness?: InputMaybe<Scalars['Int']['input']>;
};

/** A managed service that Jobgraph reads. Each has its own REST API; one company may run several. */
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
 * Another subgraph that has only the provider's id can refer to a cluster by its `resourceName`. A reference is read from
 * the provider if a field beside `id`, `resourceName`, `provider`, `nativeId`, `account` and `jobs` is selected, if several
 * accounts may have the `resourceName`, or if the app of a QingCloud cluster is needed and unknown. Then a cluster that does
 * not exist is `null`. Otherwise its existence is not checked.
 */
export type Cluster = {
  readonly __typename: 'Cluster';
  /** The account through which the cluster was found. */
  readonly account: CloudAccount;
  /** When the cluster was created. `null` where the provider gives no time, or the cluster no longer exists. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /**
   * The software of the cluster: the datastore's type, such as `elasticsearch` or `cassandra` (CSS, GeminiDB), `dws`, or
   * the app's name (QingCloud). `null` where the provider gives none.
   */
  readonly engine: Maybe<Scalars['String']['output']>;
  /** The version of `engine` as the provider writes it: `7.10.2`. `null` where the provider gives none. */
  readonly engineVersion: Maybe<Scalars['String']['output']>;
  /** Opaque. Stays the same while the account keeps its name. */
  readonly id: Scalars['ID']['output'];
  /**
   * The recorded operations on this cluster, newest first. `null`, with an error, when the provider's list cannot be read.
   * The error is `NOT_FOUND` when CSS or DWS has no such cluster.
   */
  readonly jobs: Maybe<ClusterJobConnection>;
  /** The name that its users gave the cluster. `null` where the provider gives none, or the cluster no longer exists. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The provider's own id: a UUID (CSS, DWS), `…in06` (GeminiDB), `cl-…` (QingCloud). */
  readonly nativeId: Scalars['String']['output'];
  /** The provider's own word behind `status`, such as `200`, `AVAILABLE` or `active`. `null` where it gives none. */
  readonly nativeStatus: Maybe<Scalars['String']['output']>;
  /**
   * The number of nodes. `null` where the provider gives none, and with the error `UPSTREAM_INVALID` if it does not fit
   * into an `Int`.
   */
  readonly nodeCount: Maybe<Scalars['Int']['output']>;
  /** The service that runs the cluster. */
  readonly provider: CloudProvider;
  /**
   * The provider's id in a form that is unique across providers: `huawei-css/`, `huawei-dws/`, `huawei-geminidb/` or
   * `qingcloud/`, followed by the `nativeId`. Example: `qingcloud/cl-xi3aoihf`.
   */
  readonly resourceName: Scalars['String']['output'];
  /** The state of the cluster. `null` only for a cluster that no longer exists and was found through one of its jobs. */
  readonly status: Maybe<ClusterStatus>;
};


/**
 * One managed cluster: a CSS cluster, a DWS cluster, a GeminiDB instance or a QingCloud cluster.
 *
 * Another subgraph that has only the provider's id can refer to a cluster by its `resourceName`. A reference is read from
 * the provider if a field beside `id`, `resourceName`, `provider`, `nativeId`, `account` and `jobs` is selected, if several
 * accounts may have the `resourceName`, or if the app of a QingCloud cluster is needed and unknown. Then a cluster that does
 * not exist is `null`. Otherwise its existence is not checked.
 */
export type ClusterJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClusterJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  maxStaleness?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * A page of clusters, newest first. Paging through a list returns every cluster that stays in it exactly once, even while
 * the provider adds and removes others.
 */
export type ClusterConnection = {
  readonly __typename: 'ClusterConnection';
  /**
   * All sources of the page were read at this moment or later. Unavailable sources do not count; `null` where all are
   * unavailable.
   */
  readonly asOf: Maybe<Scalars['DateTime']['output']>;
  /** The clusters of the page, each with its cursor. */
  readonly edges: ReadonlyArray<ClusterEdge>;
  /** The clusters of the page without cursors: the same as `edges { node }`. */
  readonly nodes: ReadonlyArray<Cluster>;
  /** Whether there are more pages, and the cursors to read them. */
  readonly pageInfo: PageInfo;
  /**
   * The number of clusters on all pages that match the filter. Selecting it may cost upstream calls. `null` where a source is
   * unavailable or counting would take too long, and with the error `UPSTREAM_INVALID` if it does not fit into an `Int`.
   */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /**
   * The sources that could not be read. Their clusters are missing from this page and follow on later pages once the source
   * can be read again. Empty when nothing is missing.
   */
  readonly unavailable: ReadonlyArray<UnavailableSource>;
};

/** One cluster of a page, with its position in the list. */
export type ClusterEdge = {
  readonly __typename: 'ClusterEdge';
  /** Opaque: the cluster's position in this list, a value for `after` or `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The cluster. */
  readonly node: Cluster;
};

/**
 * Selects clusters. A cluster must match every given field. It matches a list by any element; an empty list matches
 * nothing.
 */
export type ClusterFilter = {
  /** Clusters of the accounts with these names. An unknown name matches nothing. */
  readonly accounts?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Clusters whose name contains this text, in upper or lower case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Clusters of these services. */
  readonly providers?: InputMaybe<ReadonlyArray<CloudProvider>>;
  /** Clusters in these states. Deleted clusters are listed only when this contains `DELETED`. */
  readonly statuses?: InputMaybe<ReadonlyArray<ClusterStatus>>;
};

/**
 * One recorded operation on one or several clusters: a CSS log-backup task, a DWS logical-cluster task, a GeminiDB task
 * or a QingCloud operation.
 */
export type ClusterJob = {
  readonly __typename: 'ClusterJob';
  /** The account through which the job was found. */
  readonly account: CloudAccount;
  /**
   * The kind of operation, in the provider's own word: `LogBackup` (CSS), `Grow` (DWS), `CreateInstance` (GeminiDB),
   * `CeaseResources` (QingCloud). `null` where the provider gives none.
   */
  readonly action: Maybe<Scalars['String']['output']>;
  /**
   * The clusters of the job: one, or several for a QingCloud operation. A cluster that no longer exists has only its key
   * fields.
   */
  readonly clusters: ReadonlyArray<Cluster>;
  /**
   * When the job was recorded. `null` for a DWS task that has not started, and where the provider gives no time. A DWS
   * task that has not started comes first in every list; any other job without a time follows the job above it in the
   * provider's list.
   */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** The details that are specific to the provider. */
  readonly details: Maybe<ClusterJobDetails>;
  /**
   * Why the job failed, in the provider's own words: `failedMsg` (CSS), `log` (DWS), `fail_reason` (GeminiDB),
   * `error_codes` (QingCloud). `null` unless `status` is `FAILED`, and where the provider gives none.
   */
  readonly failureReason: Maybe<Scalars['String']['output']>;
  /** When the job ended. `null` unless `status` is `SUCCEEDED` or `FAILED`, and where the provider gives no time. */
  readonly finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** Opaque. Stays the same while the account keeps its name. */
  readonly id: Scalars['ID']['output'];
  /** The provider's own id of the job. `null` for DWS, which gives its tasks none. */
  readonly nativeId: Maybe<Scalars['String']['output']>;
  /** The provider's own word behind `status`, such as `SUCCESS` or `working`. `null` where it gives none. */
  readonly nativeStatus: Maybe<Scalars['String']['output']>;
  /** The progress in percent. `null` where unknown: only GeminiDB gives it, and only while the job runs. */
  readonly progress: Maybe<Scalars['Int']['output']>;
  /** The service that runs the job. */
  readonly provider: CloudProvider;
  /** The state of the job. */
  readonly status: Maybe<ClusterJobStatus>;
};

/** One change of a job. The job and its clusters are as the store has them. */
export type ClusterJobChange = {
  readonly __typename: 'ClusterJobChange';
  /** Opaque. Pass it as `after` to continue after this change. */
  readonly cursor: Scalars['String']['output'];
  /** The job after the change. */
  readonly job: ClusterJob;
  /** What happened. */
  readonly kind: ClusterJobChangeKind;
  /** The state before the change. `null` for a new job. */
  readonly previousStatus: Maybe<ClusterJobStatus>;
};

/** What happened to a job. */
export type ClusterJobChangeKind =
  /** The job is new. */
  | 'CREATED'
  /** The job's `status` changed. */
  | 'STATUS_CHANGED';

/**
 * A page of jobs, newest first. Paging through a list returns every job that stays in it exactly once, even while the
 * provider adds and removes others. A search for rare jobs may end a page early with `hasNextPage` true: continue with
 * `endCursor`. Such a page is empty only if the time or the upstream calls of the operation were used up.
 */
export type ClusterJobConnection = {
  readonly __typename: 'ClusterJobConnection';
  /**
   * All sources of the page were read at this moment or later. Unavailable sources do not count; `null` where all are
   * unavailable.
   */
  readonly asOf: Maybe<Scalars['DateTime']['output']>;
  /** The jobs of the page, each with its cursor. */
  readonly edges: ReadonlyArray<ClusterJobEdge>;
  /** The jobs of the page without cursors: the same as `edges { node }`. */
  readonly nodes: ReadonlyArray<ClusterJob>;
  /** Whether there are more pages, and the cursors to read them. */
  readonly pageInfo: PageInfo;
  /**
   * The oldest time that the list covers. `null`: it covers the whole history. Otherwise some source lists nothing
   * older: GeminiDB lists 30 days (select older jobs with `createdAfter`), and a copy in the store reaches as far back as the
   * provider lets its list be read.
   */
  readonly since: Maybe<Scalars['DateTime']['output']>;
  /**
   * The number of jobs on all pages that match the filter. Selecting it may cost upstream calls. `null` where a source is
   * unavailable or counting would take too long, and with the error `UPSTREAM_INVALID` if it does not fit into an `Int`.
   */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /**
   * The sources that could not be read. Their jobs are missing from this page and follow on later pages once the source can
   * be read again. Empty when nothing is missing.
   */
  readonly unavailable: ReadonlyArray<UnavailableSource>;
};

/** The details of a job that are specific to its provider: one type for each provider. */
export type ClusterJobDetails = CssLogBackup | DwsLogicalClusterTask | GeminiDbTask | QingCloudOperation;

/** One job of a page, with its position in the list. */
export type ClusterJobEdge = {
  readonly __typename: 'ClusterJobEdge';
  /** Opaque: the job's position in this list, a value for `after` or `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The job. */
  readonly node: ClusterJob;
};

/**
 * Selects jobs of one cluster. A job must match every given field. It matches a list by any element; an empty list matches
 * nothing.
 */
export type ClusterJobFilter = {
  /** Jobs whose `action` is exactly one of these words. */
  readonly actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Jobs created at this time or later. Without it, GeminiDB lists 30 days; see `ClusterJobConnection.since`. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Jobs created before this time, which is itself excluded. A time in the future means now. Jobs without `createdAt` match
   * neither bound.
   */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Jobs in these states. */
  readonly statuses?: InputMaybe<ReadonlyArray<ClusterJobStatus>>;
};

/** The state of a job, in words common to all providers. `ClusterJob.nativeStatus` has the provider's own word. */
export type ClusterJobStatus =
  /** Ended with a failure. CSS `FAIL`, DWS `failed`, GeminiDB `Failed`, QingCloud `failed` or `done with failure`. */
  | 'FAILED'
  /** Accepted but not started. QingCloud `pending`; a DWS task without a start time. */
  | 'PENDING'
  /** In progress. CSS `RUNNING`, GeminiDB `Running`, QingCloud `working`; a DWS task without a result and an end time. */
  | 'RUNNING'
  /** Ended successfully. CSS `SUCCESS`, DWS `success`, GeminiDB `Completed`, QingCloud `successful`. */
  | 'SUCCEEDED'
  /** The provider gives no state, or one that Jobgraph does not map. See `ClusterJob.nativeStatus`. */
  | 'UNKNOWN';

/** The state of a cluster, in words common to all providers. `Cluster.nativeStatus` has the provider's own word. */
export type ClusterStatus =
  /** Running, with no operation under way. CSS `200`, DWS `AVAILABLE` or `ACTIVE`, GeminiDB `normal`, QingCloud `active`. */
  | 'AVAILABLE'
  /**
   * Running while an operation on it is under way, such as growing, restarting or being deleted. CSS and GeminiDB: its
   * `actions` are not empty. DWS: its `task_status` names work in progress, its `action_progress` is not empty, or it is
   * `DELETING`, `STARTING` or `STOPING`. QingCloud: it has a `transition_status`.
   */
  | 'CHANGING'
  /** Being set up; not usable yet. CSS `100`, DWS `CREATING`, GeminiDB `creating`, QingCloud `pending`. */
  | 'CREATING'
  /**
   * Deleted, but still recorded. QingCloud `deleted` or `ceased`, DWS `DELETED`; CSS and GeminiDB no longer list a deleted
   * cluster.
   */
  | 'DELETED'
  /**
   * Its creation, enlargement or deletion failed. CSS `303`, DWS `FAILED`, `CREATE_FAILED`, `CREATION FAILED`,
   * `DELETE_FAILED` or `DELETION FAILED`, GeminiDB `createfail` or `enlargefail`.
   */
  | 'FAILED'
  /**
   * Switched off or frozen, often for an unpaid bill. DWS `STOPPED`, `FROZEN` or `POLICE_FROZEN`, GeminiDB `frozen`,
   * QingCloud `stopped` or `suspended`.
   */
  | 'STOPPED'
  /** It should be running but does not work. CSS `300`, DWS `UNAVAILABLE`, GeminiDB `abnormal` or `data_disk_full`. */
  | 'UNAVAILABLE'
  /** The provider gives no state, or one that Jobgraph does not map. See `Cluster.nativeStatus`. */
  | 'UNKNOWN';

/** A task of Huawei CSS that copies a cluster's logs to object storage. */
export type CssLogBackup = {
  readonly __typename: 'CssLogBackup';
  /** The second id that CSS gives the task, `jobId`; the first is `ClusterJob.nativeId`. `null` where it gives none. */
  readonly jobId: Maybe<Scalars['String']['output']>;
  /**
   * Where the logs were copied to: a bucket of Huawei's object storage (OBS) and a path in it. `null` where CSS gives
   * none.
   */
  readonly logPath: Maybe<Scalars['String']['output']>;
  /**
   * What started the task: `Manual` (a person) or `Auto` (a schedule). The provider's `jobTypes`; `null` where it gives
   * none.
   */
  readonly trigger: Maybe<Scalars['String']['output']>;
};

/** A task of Huawei DWS on a logical cluster: a part of a cluster with its own nodes. */
export type DwsLogicalClusterTask = {
  readonly __typename: 'DwsLogicalClusterTask';
  /** The log of the task. `null` where it is empty. */
  readonly log: Maybe<Scalars['String']['output']>;
  /** The name of the logical cluster. `null` where DWS gives none. */
  readonly logicalClusterName: Maybe<Scalars['String']['output']>;
};

/**
 * Selects jobs of all clusters. A job must match every given field. It matches a list by any element; an empty list
 * matches nothing.
 */
export type FleetJobFilter = {
  /** Jobs of the accounts with these names. An unknown name matches nothing. */
  readonly accounts?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Jobs whose `action` is exactly one of these words. */
  readonly actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Jobs of the clusters with these `id`s. An invalid `id` matches nothing. */
  readonly clusters?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Jobs created at this time or later. Without it, GeminiDB lists 30 days; see `ClusterJobConnection.since`. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Jobs created before this time, which is itself excluded. A time in the future means now. Jobs without `createdAt` match
   * neither bound.
   */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Jobs of these services. */
  readonly providers?: InputMaybe<ReadonlyArray<CloudProvider>>;
  /** Jobs in these states. */
  readonly statuses?: InputMaybe<ReadonlyArray<ClusterJobStatus>>;
};

/** A task of Huawei GeminiDB. One list has the tasks of a whole project, so each task names its instance. */
export type GeminiDbTask = {
  readonly __typename: 'GeminiDbTask';
  /** The provider's id of the instance: the `nativeId` of the job's cluster. `null` where GeminiDB gives none. */
  readonly instanceId: Maybe<Scalars['String']['output']>;
  /** The instance's name at the time when the task was recorded. `null` where GeminiDB gives none. */
  readonly instanceName: Maybe<Scalars['String']['output']>;
};

/**
 * The position of a page in its list. Cursors are opaque: pass them unchanged to the same list with the same filter. They
 * stay valid after a restart of the server, and after the row that they point at was deleted.
 */
export type PageInfo = {
  readonly __typename: 'PageInfo';
  /**
   * The value of `after` for the next page. It may lie after the last edge, because rows that do not match were examined
   * there, and an empty page may have one. When only unavailable sources remain, it continues them once they can be read.
   */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there are rows after this page. Also true where a search stopped early and may find more. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are rows before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The value of `before` for the previous page. It may lie before the first edge, and an empty page may have one. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** An operation of QingCloud on one or several clusters. */
export type QingCloudOperation = {
  readonly __typename: 'QingCloudOperation';
  /** The provider's error codes. `null` if there are none. */
  readonly errorCodes: Maybe<Scalars['String']['output']>;
  /** The provider's id of the user who started the operation: `usr-…`, or `system`. `null` where QingCloud gives none. */
  readonly owner: Maybe<Scalars['String']['output']>;
  /** The provider's ids of all resources of the operation: `cl-…` for a cluster. May be empty. */
  readonly resourceIds: ReadonlyArray<Scalars['String']['output']>;
};

/** The entry points: the accounts, all clusters, and the jobs of all clusters. */
export type Query = {
  readonly __typename: 'Query';
  /** One account. `null` if none has this name, or the caller may not see it. Takes no upstream call. */
  readonly cloudAccount: Maybe<CloudAccount>;
  /** The configured accounts that the caller may see, in the configuration's order. Takes no upstream call. */
  readonly cloudAccounts: ReadonlyArray<CloudAccount>;
  /** One cluster. `null` if there is none with this `id`. `Cluster` describes when it is read from its provider. */
  readonly cluster: Maybe<Cluster>;
  /** One job, always read from its provider. `null` if there is none with this `id`. */
  readonly clusterJob: Maybe<ClusterJob>;
  /**
   * The jobs of all clusters of all accounts, newest first. Sources that cannot be read are listed in `unavailable`; `since`
   * is the oldest time that the list covers.
   */
  readonly clusterJobs: Maybe<ClusterJobConnection>;
  /**
   * The clusters of all accounts, newest first. Deleted clusters are listed only when `filter.statuses` contains `DELETED`.
   * Accounts that cannot be read are listed in `unavailable`.
   */
  readonly clusters: Maybe<ClusterConnection>;
};


/** The entry points: the accounts, all clusters, and the jobs of all clusters. */
export type QueryCloudAccountArgs = {
  name: Scalars['String']['input'];
};


/** The entry points: the accounts, all clusters, and the jobs of all clusters. */
export type QueryClusterArgs = {
  id: Scalars['ID']['input'];
};


/** The entry points: the accounts, all clusters, and the jobs of all clusters. */
export type QueryClusterJobArgs = {
  id: Scalars['ID']['input'];
};


/** The entry points: the accounts, all clusters, and the jobs of all clusters. */
export type QueryClusterJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FleetJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  maxStaleness?: InputMaybe<Scalars['Int']['input']>;
};


/** The entry points: the accounts, all clusters, and the jobs of all clusters. */
export type QueryClustersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClusterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  maxStaleness?: InputMaybe<Scalars['Int']['input']>;
};

/** What happens from now on, as it happens. */
export type Subscription = {
  readonly __typename: 'Subscription';
  /**
   * The changes of jobs, in one order for all subscribers and each exactly once. Needs a store; background reading finds the
   * changes, so a subscription takes no upstream call. What happened between two readings of a list is one change. The first
   * reading of a list gives no changes.
   */
  readonly clusterJobChanges: ClusterJobChange;
};


/** What happens from now on, as it happens. */
export type SubscriptionClusterJobChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FleetJobFilter>;
};

/** A source whose rows are missing from a page, and the reason. The other rows of the page are complete. */
export type UnavailableSource = {
  readonly __typename: 'UnavailableSource';
  /** The account whose provider could not be read. */
  readonly account: CloudAccount;
  /**
   * The cluster whose jobs could not be read. `null` where the source is shared by several clusters, or is a list of
   * clusters.
   */
  readonly cluster: Maybe<Cluster>;
  /** The reason as a code: one of the values of `extensions.code` in errors, such as `UPSTREAM_TIMEOUT`. */
  readonly code: Scalars['String']['output'];
  /** The reason as text. */
  readonly message: Scalars['String']['output'];
  /** Whether the same request may succeed later without any change. */
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
    | ( CssLogBackup )
    | ( DwsLogicalClusterTask )
    | ( GeminiDbTask )
    | ( QingCloudOperation )
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
  ClusterJobChange: ResolverTypeWrapper<ClusterJobChangeModel>;
  ClusterJobChangeKind: ClusterJobChangeKind;
  ClusterJobConnection: ResolverTypeWrapper<ClusterJobConnectionModel>;
  ClusterJobDetails: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ClusterJobDetails']>;
  ClusterJobEdge: ResolverTypeWrapper<ClusterJobEdgeModel>;
  ClusterJobFilter: ClusterJobFilter;
  ClusterJobStatus: ClusterJobStatus;
  ClusterStatus: ClusterStatus;
  CssLogBackup: ResolverTypeWrapper<CssLogBackup>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DwsLogicalClusterTask: ResolverTypeWrapper<DwsLogicalClusterTask>;
  FleetJobFilter: FleetJobFilter;
  GeminiDbTask: ResolverTypeWrapper<GeminiDbTask>;
  PageInfo: ResolverTypeWrapper<PageInfoModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  QingCloudOperation: ResolverTypeWrapper<QingCloudOperation>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
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
  ClusterJobChange: ClusterJobChangeModel;
  ClusterJobConnection: ClusterJobConnectionModel;
  ClusterJobDetails: ResolversUnionTypes<ResolversParentTypes>['ClusterJobDetails'];
  ClusterJobEdge: ClusterJobEdgeModel;
  ClusterJobFilter: ClusterJobFilter;
  CssLogBackup: CssLogBackup;
  DateTime: Scalars['DateTime']['output'];
  DwsLogicalClusterTask: DwsLogicalClusterTask;
  FleetJobFilter: FleetJobFilter;
  GeminiDbTask: GeminiDbTask;
  PageInfo: PageInfoModel;
  Boolean: Scalars['Boolean']['output'];
  QingCloudOperation: QingCloudOperation;
  Query: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
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
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
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

export type ClusterJobChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClusterJobChange'] = ResolversParentTypes['ClusterJobChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  job?: Resolver<ResolversTypes['ClusterJob'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ClusterJobChangeKind'], ParentType, ContextType>;
  previousStatus?: Resolver<Maybe<ResolversTypes['ClusterJobStatus']>, ParentType, ContextType>;
};

export type ClusterJobConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClusterJobConnection'] = ResolversParentTypes['ClusterJobConnection']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
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

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  clusterJobChanges?: SubscriptionResolver<ResolversTypes['ClusterJobChange'], "clusterJobChanges", ParentType, ContextType, Partial<SubscriptionClusterJobChangesArgs>>;
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
  ClusterJobChange?: ClusterJobChangeResolvers<ContextType>;
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
  Subscription?: SubscriptionResolvers<ContextType>;
  UnavailableSource?: UnavailableSourceResolvers<ContextType>;
};

