export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
};

/** The details of a job that are specific to its provider: one type for each provider. */
export type ClusterJobDetails = CssLogBackup | DwsLogicalClusterTask | GeminiDbTask | QingCloudOperation;

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

/** A task of Huawei GeminiDB. One list has the tasks of a whole project, so each task names its instance. */
export type GeminiDbTask = {
  readonly __typename: 'GeminiDbTask';
  /** The provider's id of the instance: the `nativeId` of the job's cluster. `null` where GeminiDB gives none. */
  readonly instanceId: Maybe<Scalars['String']['output']>;
  /** The instance's name at the time when the task was recorded. `null` where GeminiDB gives none. */
  readonly instanceName: Maybe<Scalars['String']['output']>;
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
