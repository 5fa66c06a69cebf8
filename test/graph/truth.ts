import type { AccountState, ListedJob } from '../../src/simulator/index.js';
import type { Fleet } from './fleet.js';

/** A job as far as the graph and the simulated truth can be compared: DWS gives no ids. */
export interface SeenJob {
  readonly id: string;
  readonly nativeId: string | null;
  readonly action: string;
  readonly status: string;
  readonly createdAt: string | null;
  readonly finishedAt: string | null;
  readonly failureReason: string | null;
  readonly account: { readonly name: string };
  readonly clusters: readonly { readonly id: string; readonly nativeId: string }[];
}

export const JOB_FIELDS = `
  id nativeId action status createdAt finishedAt failureReason account { name } clusters { id nativeId }`;

const STATUSES = { pending: 'PENDING', running: 'RUNNING', succeeded: 'SUCCEEDED', failed: 'FAILED' } as const;

/** The graph's word: CSS and GeminiDB know nothing of waiting. */
export function statusOf({ phase }: ListedJob, { cloud }: AccountState): string {
  const isWaiting = phase === 'pending' && (cloud === 'css' || cloud === 'geminidb');
  return isWaiting ? 'RUNNING' : STATUSES[phase];
}

/** A true job in one line. */
export function lineOfJob(job: ListedJob, state: AccountState): string {
  const nativeId = state.cloud === 'dws' ? null : job.key;
  return [
    state.name,
    nativeId,
    job.action,
    statusOf(job, state),
    toText(job.createdAt),
    toText(job.finishedAt),
    job.reason === '' ? null : job.reason,
    [...job.clusterIds].sort().join('+'),
  ].join(' ');
}

/** What the graph shows, in the same words. */
export function lineOfNode(job: SeenJob): string {
  const clusters = job.clusters.map(({ nativeId }) => nativeId).sort();
  const { account, nativeId, action, status, createdAt, finishedAt, failureReason } = job;
  return [account.name, nativeId, action, status, createdAt, finishedAt, failureReason, clusters.join('+')].join(' ');
}

function toText(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** All jobs of a cluster, as its list has them. */
export function jobsOfCluster({ clouds }: Fleet, account: string, clusterId: string): readonly ListedJob[] {
  const state = clouds.state(account);
  const isOwn = state.cloud === 'css' || state.cloud === 'dws';
  const jobs = isOwn ? state.jobs(clusterId) : state.jobs();
  return jobs.filter((job) => job.clusterIds.includes(clusterId));
}

/** A job and where it is from. */
export interface PlacedJob {
  readonly job: ListedJob;
  readonly state: AccountState;
}

/** All jobs of all accounts. A job that two lists of an account show is one job. */
export function jobsOfFleet({ clouds }: Fleet): readonly PlacedJob[] {
  return clouds.states.flatMap((state) => {
    const unique = new Map(state.jobs().map((job) => [job.key, job]));
    return [...unique.values()].map((job) => ({ job, state }));
  });
}

/** Whether a list has the newest first, and what has not started before everything. */
export function isNewestFirst(rows: readonly { readonly createdAt: string | null }[]): boolean {
  const times = rows.map(({ createdAt }) => (createdAt === null ? Infinity : Date.parse(createdAt)));
  return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? Infinity));
}
