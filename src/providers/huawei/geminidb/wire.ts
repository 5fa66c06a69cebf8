import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Id, Told } from '../wire.js';

const JobSchema = Type.Object({
  id: Id,
  /** "Creation time in the yyyy-mm-ddThh:mm:ssZ format"; "Z" is an offset such as "+0800". */
  start_time: Type.String(),
  /** Running jobs have one as well. */
  end_time: Told,
  name: Told,
  status: Told,
  /** "60%", only while the job is running; otherwise "". */
  progress: Told,
  /** `{"id":"27a045b6bf9e46f691f81366d398cb04in06","name":"nosql-12f5"}` */
  instance: Told,
  fail_reason: Told,
});

const InstanceSchema = Type.Object({
  id: Id,
  /** "2019-01-17T07:05:52", without a zone. */
  created: Type.String(),
  name: Told,
  status: Told,
  /** What is going on: `["CREATE"]` */
  actions: Told,
  /** `{"type":"cassandra","version":"3.11"}` */
  datastore: Told,
  /** Each with its `nodes`. */
  groups: Told,
});

export type WireJob = Type.Static<typeof JobSchema>;
export type WireInstance = Type.Static<typeof InstanceSchema>;

/** Checks of whole answers, compiled once. */
export const jobList = Compile(Type.Object({ jobs: Type.Array(JobSchema), total_count: Told }));
export const instanceList = Compile(Type.Object({ instances: Type.Array(InstanceSchema), total_count: Told }));
