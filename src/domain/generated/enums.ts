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

/** What happened to a job. */
export type ClusterJobChangeKind =
  /** The job is new. */
  | 'CREATED'
  /** The job's `status` changed. */
  | 'STATUS_CHANGED';

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
