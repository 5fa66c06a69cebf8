// The part of the upstream responses that the peers read. They do not check it, like a client written in an afternoon.

export interface CssCluster {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly actions: readonly string[];
  readonly datastore: { readonly type: string; readonly version: string };
  readonly instances: readonly unknown[];
  readonly created: string;
}

export interface CssClusterList {
  readonly clusters: readonly CssCluster[];
}

export interface LogRecord {
  readonly id: string;
  readonly createAt: number;
  readonly finishedAt: number | null;
  readonly status: string;
  readonly failedMsg: string | null;
  readonly jobId: string;
  readonly jobTypes: string;
  readonly logPath: string;
}

export interface LogRecordList {
  readonly clusterLogRecord: readonly LogRecord[];
}

export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly actions: readonly string[];
  readonly datastore: { readonly type: string; readonly version: string };
  readonly groups: readonly { readonly nodes: readonly unknown[] }[];
  readonly created: string;
}

export interface InstanceList {
  readonly instances: readonly Instance[];
}

export interface GeminiDbJob {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly progress: string;
  readonly instance: { readonly id: string; readonly name: string };
  readonly fail_reason: string;
}

export interface GeminiDbJobList {
  readonly jobs: readonly GeminiDbJob[];
  readonly total_count: number;
}
