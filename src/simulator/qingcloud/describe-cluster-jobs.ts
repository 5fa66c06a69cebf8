import type { Action } from './action.js';
import { byNewest, type QingCloudState, type QingCloudJob } from './state.js';
import { toList, toPaging, toWords, type Parameters } from './parameters.js';
import { missingParameter } from './error-reply.js';
import { requireAll, withNulls } from './action.js';
import { toJobRow, toStatusWord } from './rows.js';

/** `done with failure` is a status of jobs, but not valid in a filter. */
const STATUSES = ['pending', 'working', 'failed', 'successful'];

/** The jobs of an app's clusters in a zone. `total_count` is the number of matching jobs of the whole app. */
export const describeClusterJobs: Action = (state, parameters, behaviour) => {
  const { offset, limit } = toPaging(parameters);
  const words = toWords(parameters, 'status', STATUSES);
  const ids = toList(parameters, 'jobs');
  const inScope = findInScope(state, parameters);
  requireAll(ids, (id) => inScope.some((job) => job.key === id), behaviour);
  const { now } = state;
  const matching = inScope.filter(
    (job) => (ids.length === 0 || ids.includes(job.key)) && (words?.has(toStatusWord(job, now)) ?? true),
  );
  const page =
    behaviour.qingCloudJobOrder === 'newest-first'
      ? sliceNewest(matching, offset, limit)
      : matching.slice(offset, offset + limit);
  return {
    action: 'DescribeClusterJobsResponse',
    total_count: matching.length,
    job_set: withNulls(
      page.map((job) => toJobRow(job, state, behaviour)),
      behaviour,
    ),
    ret_code: 0,
  };
};

/** Oldest first. `app` is required; the Python SDK has `cluster` instead, which is not documented. */
function findInScope(state: QingCloudState, parameters: Parameters): readonly QingCloudJob[] {
  const { now } = state;
  const app = parameters.get('app');
  const [cluster] = toList(parameters, 'cluster');
  if (app === undefined && cluster === undefined) throw missingParameter('app');
  const scopes = app === undefined ? state.scopes() : [app];
  const jobs = scopes.flatMap((scope) => state.timeline(scope)?.rows(now) ?? []);
  return cluster === undefined ? jobs : jobs.filter(({ clusterIds }) => clusterIds.includes(cluster));
}

/** Rows of the list with the newest first. `jobs` has the oldest first, so only the jobs around the page are sorted. */
function sliceNewest(jobs: readonly QingCloudJob[], offset: number, limit: number): QingCloudJob[] {
  const end = Math.max(0, jobs.length - offset);
  const begin = Math.max(0, end - limit);
  const [first, last] = [startOfSecond(jobs, begin), endOfSecond(jobs, end)];
  return jobs
    .slice(first, last)
    .sort(byNewest)
    .slice(last - end, last - begin);
}

function startOfSecond(jobs: readonly QingCloudJob[], index: number): number {
  let start = index;
  while (start > 0 && jobs[start - 1]?.createdAt === jobs[index]?.createdAt) start--;
  return start;
}

function endOfSecond(jobs: readonly QingCloudJob[], index: number): number {
  let end = index;
  while (end > 0 && end < jobs.length && jobs[end]?.createdAt === jobs[index - 1]?.createdAt) end++;
  return end;
}
