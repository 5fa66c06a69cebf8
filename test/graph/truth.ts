import type { AccountState, ListedJob } from '../../src/simulator/index.js';
import type { Fleet } from './fleet.js';

/** The fields of a job that are compared with the simulated one. `nativeId` is null for DWS, which has no job ids. */
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

/** The expected GraphQL status. CSS and GeminiDB have no pending state, so their pending jobs are RUNNING. */
export function statusOf({ phase }: ListedJob, { cloud }: AccountState): string {
  const isWaiting = phase === 'pending' && (cloud === 'css' || cloud === 'geminidb');
  return isWaiting ? 'RUNNING' : STATUSES[phase];
}

/** A simulated job as one line of text, comparable with `lineOfNode`. */
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

/** A job from a response as one line of text, comparable with `lineOfJob`. */
export function lineOfNode(job: SeenJob): string {
  const clusters = job.clusters.map(({ nativeId }) => nativeId).sort();
  const { account, nativeId, action, status, createdAt, finishedAt, failureReason } = job;
  return [account.name, nativeId, action, status, createdAt, finishedAt, failureReason, clusters.join('+')].join(' ');
}

function toText(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** All simulated jobs of a cluster, in the order of the provider's list. */
export function jobsOfCluster({ clouds }: Fleet, account: string, clusterId: string): readonly ListedJob[] {
  const state = clouds.state(account);
  const isOwn = state.cloud === 'css' || state.cloud === 'dws';
  const jobs = isOwn ? state.jobs(clusterId) : state.jobs();
  return jobs.filter((job) => job.clusterIds.includes(clusterId));
}

/** A simulated job with the account that has it. */
export interface PlacedJob {
  readonly job: ListedJob;
  readonly state: AccountState;
}

/** All jobs of all accounts. A job that is in two lists of an account is included once. */
export function jobsOfFleet({ clouds }: Fleet): readonly PlacedJob[] {
  return clouds.states.flatMap((state) => {
    const unique = new Map(state.jobs().map((job) => [job.key, job]));
    return [...unique.values()].map((job) => ({ job, state }));
  });
}

/** Whether rows are sorted by time, newest first, with rows without a time before all others. */
export function isNewestFirst(rows: readonly { readonly createdAt: string | null }[]): boolean {
  const times = rows.map(({ createdAt }) => (createdAt === null ? Infinity : Date.parse(createdAt)));
  return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? Infinity));
}
