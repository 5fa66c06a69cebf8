import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Id, Told } from '../wire.js';

const LogRecordSchema = Type.Object({
  /** "Log task ID, which is generated based on the system UUID." */
  id: Id,
  /** "String. Format: Unix timestamp." In the examples it is a number of milliseconds. */
  createAt: Type.Union([Type.Number(), Type.String()]),
  /** "If the creation has not been completed, the end time is null"; in newer examples it is not there at all. */
  finishedAt: Told,
  status: Told,
  /** "Manual" or "Auto", in spite of its name. */
  jobTypes: Told,
  failedMsg: Told,
  logPath: Told,
  jobId: Told,
});

const ClusterSchema = Type.Object({
  id: Id,
  /** "The format is ISO8601: CCYY-MM-DDThh:mm:ss", without a zone. */
  created: Type.String(),
  name: Told,
  /** "100", "200", "300", "303". */
  status: Told,
  /** What is going on: REBOOTING, GROWING, … */
  actions: Told,
  /** `{"type":"elasticsearch","version":"7.10.2"}` */
  datastore: Told,
  instances: Told,
});

export type WireLogRecord = Type.Static<typeof LogRecordSchema>;
export type WireCluster = Type.Static<typeof ClusterSchema>;

/** Checks of whole answers, compiled once. `totalSize` of log records is in newer SDKs and in no document. */
export const logRecordList = Compile(Type.Object({ clusterLogRecord: Type.Array(LogRecordSchema), totalSize: Told }));
export const clusterList = Compile(Type.Object({ clusters: Type.Array(ClusterSchema), totalSize: Told }));
/** "Querying cluster details" has no wrapper. */
export const clusterDetail = Compile(ClusterSchema);
