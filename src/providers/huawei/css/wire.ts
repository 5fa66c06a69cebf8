import { either, list, number, object, text, type Static } from '../../../domain/shape.js';
import { Id, Told } from '../wire.js';

const LogRecordSchema = object({
  /** "Log task ID, which is generated based on the system UUID." */
  id: Id,
  /** "String. Format: Unix timestamp." In the examples it is a number of milliseconds. */
  createAt: either(number, text()),
  /** "If the creation has not been completed, the end time is null"; in newer examples it is not there at all. */
  finishedAt: Told,
  status: Told,
  /** "Manual" or "Auto", in spite of its name. */
  jobTypes: Told,
  failedMsg: Told,
  logPath: Told,
  jobId: Told,
});

const ClusterSchema = object({
  id: Id,
  /** "The format is ISO8601: CCYY-MM-DDThh:mm:ss", without a zone. */
  created: text(),
  name: Told,
  /** "100", "200", "300", "303". */
  status: Told,
  /** What is going on: REBOOTING, GROWING, … */
  actions: Told,
  /** `{"type":"elasticsearch","version":"7.10.2"}` */
  datastore: Told,
  instances: Told,
});

export type WireLogRecord = Static<typeof LogRecordSchema>;
export type WireCluster = Static<typeof ClusterSchema>;

/** What whole answers must have. `totalSize` of log records is in newer SDKs and in no document. */
export const logRecordList = object({ clusterLogRecord: list(LogRecordSchema), totalSize: Told });
export const clusterList = object({ clusters: list(ClusterSchema), totalSize: Told });
/** "Querying cluster details" has no wrapper. */
export const clusterDetail = ClusterSchema;
