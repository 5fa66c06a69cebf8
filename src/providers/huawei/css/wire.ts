import type { ListFields } from '../../shared/wire.js';

export interface WireLogRecord {
  /** "Log task ID, which is generated based on the system UUID." */
  readonly id?: unknown;
  /** "String. Format: Unix timestamp." In the examples it is a number of milliseconds. */
  readonly createAt?: unknown;
  /** "If the creation has not been completed, the end time is null"; newer examples leave it out. */
  readonly finishedAt?: unknown;
  readonly status?: unknown;
  /** "Manual" or "Auto", in spite of its name. */
  readonly jobTypes?: unknown;
  readonly failedMsg?: unknown;
  readonly logPath?: unknown;
  readonly jobId?: unknown;
}

export interface WireCluster {
  readonly id?: unknown;
  /** "The format is ISO8601: CCYY-MM-DDThh:mm:ss", without a zone. */
  readonly created?: unknown;
  readonly name?: unknown;
  /** "100", "200", "300", "303". */
  readonly status?: unknown;
  /** The operations in progress: REBOOTING, GROWING, … */
  readonly actions?: unknown;
  /** `{"type":"elasticsearch","version":"7.10.2"}` */
  readonly datastore?: unknown;
  readonly instances?: unknown;
}

/** `totalSize` of log records is in newer SDKs and in no document. */
export const LOG_RECORD_FIELDS = {
  rows: 'clusterLogRecord',
  total: 'totalSize',
  id: 'id',
} as const satisfies ListFields;
export const CLUSTER_FIELDS = { rows: 'clusters', total: 'totalSize', id: 'id' } as const satisfies ListFields;
