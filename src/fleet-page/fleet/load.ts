import type { Endpoint } from '../endpoint/endpoint.js';
import { FleetCountsDocument, type ClusterJobStatus, type FleetJobFilter } from '../generated/graphql.js';
import { byTime, type Job } from './job.js';
import { type JobsRead, MAX_STALENESS_SECONDS, readJobs } from './read-jobs.js';
import type { Totals } from './state.js';

/** The page loads this many jobs of the time range, the newest, and as many failed ones. */
export const MOST_JOBS = 2000;
const MOST_OPEN_JOBS = 500;

export interface Loaded extends JobsRead {
  readonly totals: Totals | undefined;
}

export interface LoadOptions {
  readonly filter: FleetJobFilter;
  readonly sinceMs: number;
  /** Older jobs that still run are found in a store only; without one, a search would read whole histories. */
  readonly hasStore: boolean;
  readonly signal: AbortSignal;
  readonly onPage: (sofar: JobsRead) => void;
}

/** Reads the jobs of the time range and those that are still open, whenever they began. */
export async function load(endpoint: Endpoint, options: LoadOptions): Promise<Loaded> {
  const { signal, sinceMs, hasStore, onPage } = options;
  const filter = { ...options.filter, createdAfter: new Date(sinceMs).toISOString() };
  const [open, recent] = await Promise.all([
    hasStore ? readOpenJobs(endpoint, options.filter, signal) : undefined,
    readJobs(endpoint, { filter, limit: MOST_JOBS, signal, onPage }),
  ]);
  if (recent.isWhole) return { ...recent, jobs: unite([open?.jobs ?? [], recent.jobs]), totals: undefined };
  const [failed, totals] = await Promise.all([
    readJobs(endpoint, { filter: { ...filter, statuses: ['FAILED'] }, limit: MOST_JOBS, signal }),
    count(endpoint, filter, hasStore ? options.filter : filter, signal),
  ]);
  return { ...recent, jobs: unite([open?.jobs ?? [], failed.jobs, recent.jobs]), totals };
}

/** The jobs that wait or run, whenever they began. */
export function readOpenJobs(endpoint: Endpoint, filter: FleetJobFilter, signal: AbortSignal): Promise<JobsRead> {
  return readJobs(endpoint, { filter: { ...filter, statuses: ['PENDING', 'RUNNING'] }, limit: MOST_OPEN_JOBS, signal });
}

/** `open`: which jobs that wait or run are shown, also without a start time. */
async function count(
  endpoint: Endpoint,
  all: FleetJobFilter,
  open: FleetJobFilter,
  signal: AbortSignal,
): Promise<Totals> {
  const of = (status: ClusterJobStatus, filter = all): FleetJobFilter => ({ ...filter, statuses: [status] });
  const variables = {
    all,
    failed: of('FAILED'),
    running: of('RUNNING', open),
    pending: of('PENDING', open),
    succeeded: of('SUCCEEDED'),
    unknown: of('UNKNOWN'),
    maxStaleness: MAX_STALENESS_SECONDS,
  };
  const { data } = await endpoint.query(FleetCountsDocument, variables, signal);
  return {
    all: data.all?.totalCount ?? null,
    FAILED: data.FAILED?.totalCount ?? null,
    RUNNING: data.RUNNING?.totalCount ?? null,
    PENDING: data.PENDING?.totalCount ?? null,
    SUCCEEDED: data.SUCCEEDED?.totalCount ?? null,
    UNKNOWN: data.UNKNOWN?.totalCount ?? null,
  };
}

/** Each job once, as the last list has it. */
function unite(lists: readonly (readonly Job[])[]): readonly Job[] {
  return [...new Map(lists.flat().map((job) => [job.id, job])).values()].sort(byTime);
}
