import type { ListFields } from '../../shared/wire.js';

export interface WireJob {
  readonly id?: unknown;
  /** "Creation time in the yyyy-mm-ddThh:mm:ssZ format"; "Z" is an offset such as "+0800". */
  readonly start_time?: unknown;
  /** Running jobs have one as well. */
  readonly end_time?: unknown;
  readonly name?: unknown;
  readonly status?: unknown;
  /** "60%", only while the job is running; otherwise "". */
  readonly progress?: unknown;
  /** `{"id":"27a045b6bf9e46f691f81366d398cb04in06","name":"nosql-12f5"}` */
  readonly instance?: unknown;
  readonly fail_reason?: unknown;
}

export interface WireInstance {
  readonly id?: unknown;
  /** "2019-01-17T07:05:52", without a zone. */
  readonly created?: unknown;
  readonly name?: unknown;
  readonly status?: unknown;
  /** The operations in progress: `["CREATE"]` */
  readonly actions?: unknown;
  /** `{"type":"cassandra","version":"3.11"}` */
  readonly datastore?: unknown;
  /** Each with its `nodes`. */
  readonly groups?: unknown;
}

export const JOB_FIELDS = { rows: 'jobs', total: 'total_count', id: 'id' } as const satisfies ListFields;
export const INSTANCE_FIELDS = { rows: 'instances', total: 'total_count', id: 'id' } as const satisfies ListFields;
