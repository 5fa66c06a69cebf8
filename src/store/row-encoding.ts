import { CLUSTER_STATUSES, type Cluster, type ClusterKey } from '../domain/cluster.js';
import { CLUSTER_JOB_STATUSES, type ClusterJob, type ClusterJobDetails } from '../domain/job.js';
import type { Account } from '../domain/provider.js';

/** Jobs that have not started come first. SQL has no infinity for whole numbers. */
const UNSTARTED_AGE = -Number.MAX_SAFE_INTEGER;
const OLDEST_AGE = Number.MAX_SAFE_INTEGER;

/** Ages rise where times fall, so that one index serves the order of walks. */
export function toAge(time: number): number {
  if (time === Infinity) return UNSTARTED_AGE;
  return time === -Infinity ? OLDEST_AGE : 0 - time;
}

export function fromAge(age: number): number {
  if (age <= UNSTARTED_AGE) return Infinity;
  return age >= OLDEST_AGE ? -Infinity : 0 - age;
}

/** Tiebreakers are strings of one byte a character. What sorts after all of them gets more bytes than they have. */
export function toBytes(tiebreaker: string): Buffer {
  return tiebreaker.charCodeAt(0) > 0xff ? Buffer.alloc(9, 0xff) : Buffer.from(tiebreaker, 'latin1');
}

export function fromBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** How the values of one kind of row are stored: in short, without what stands in other columns. */
export interface RowEncoding<T> {
  readonly table: 'jobs' | 'clusters';
  readonly statuses: readonly string[];
  statusOf(value: T): string;
  labelOf(value: T): string | null;
  isDated(value: T): boolean;
  /** The clusters that a job in a shared list belongs to. */
  clustersOf(value: T): readonly string[];
  encode(value: T): string;
  decode(text: string, status: number, time: number | null, account: Account): T;
}

type StoredCluster = readonly [
  nativeId: string,
  app: string | null,
  name: string | null,
  nativeStatus: string | null,
  engine: string | null,
  engineVersion: string | null,
  nodeCount: number | null,
];

export const CLUSTERS: RowEncoding<Cluster> = {
  table: 'clusters',
  statuses: CLUSTER_STATUSES,
  statusOf: ({ status }) => status,
  labelOf: ({ name }) => name?.toLowerCase() ?? null,
  isDated: ({ createdAt }) => createdAt !== null,
  clustersOf: () => [],
  encode: ({ nativeId, app = null, name, nativeStatus, engine, engineVersion, nodeCount }) =>
    JSON.stringify([nativeId, app, name, nativeStatus, engine, engineVersion, nodeCount] satisfies StoredCluster),
  decode: (text, status, createdAt, { name: account, provider }) => {
    const [nativeId, app, name, nativeStatus, engine, engineVersion, nodeCount] = JSON.parse(text) as StoredCluster;
    return {
      account,
      provider,
      nativeId,
      ...(app !== null && { app }),
      name,
      status: CLUSTER_STATUSES[status] ?? 'UNKNOWN',
      nativeStatus,
      engine,
      engineVersion,
      nodeCount,
      createdAt,
    };
  },
};

type StoredJob = readonly [
  nativeId: string | null,
  clusters: readonly (readonly [nativeId: string, app?: string])[],
  action: string | null,
  nativeStatus: string | null,
  finishedAt: number | null,
  progress: number | null,
  failureReason: string | null,
  details: ClusterJobDetails,
];

export const JOBS: RowEncoding<ClusterJob> = {
  table: 'jobs',
  statuses: CLUSTER_JOB_STATUSES,
  statusOf: ({ status }) => status,
  labelOf: ({ action }) => action,
  isDated: ({ createdAt }) => createdAt !== null,
  clustersOf: ({ clusters }) => clusters.map(({ nativeId }) => nativeId),
  encode: (job) =>
    JSON.stringify([
      job.nativeId,
      job.clusters.map(({ nativeId, app }) => (app === undefined ? [nativeId] : [nativeId, app])),
      job.action,
      job.nativeStatus,
      job.finishedAt,
      job.progress,
      job.failureReason,
      job.details,
    ] satisfies StoredJob),
  decode: (text, status, createdAt, { name: account, provider }) => {
    const [nativeId, clusters, action, nativeStatus, finishedAt, progress, failureReason, details] = JSON.parse(
      text,
    ) as StoredJob;
    return {
      nativeId,
      clusters: clusters.map(([id, app]): ClusterKey => ({
        account,
        provider,
        nativeId: id,
        ...(app !== undefined && { app }),
      })),
      action,
      status: CLUSTER_JOB_STATUSES[status] ?? 'UNKNOWN',
      nativeStatus,
      createdAt,
      finishedAt,
      progress,
      failureReason,
      details,
    };
  },
};
