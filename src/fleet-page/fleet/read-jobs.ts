import type { Endpoint } from '../endpoint/endpoint.js';
import { EndpointError, problemOf } from '../endpoint/problem.js';
import { FleetJobsDocument, type FleetJobFilter, type FleetJobsQuery } from '../generated/graphql.js';
import { type Job, toJob, toMs } from './job.js';

type Connection = NonNullable<FleetJobsQuery['clusterJobs']>;
export type Unavailable = Connection['unavailable'][number];

/** The rows and the state of a walk through a list of jobs so far. */
export interface JobsRead {
  readonly jobs: readonly Job[];
  /** Whether the list has no further jobs. */
  readonly isWhole: boolean;
  /** Every source was read at this time or later. `undefined`: no source could be read. */
  readonly asOfMs: number | undefined;
  /** Some source lists nothing that is older. `undefined`: all list everything. */
  readonly sinceMs: number | undefined;
  readonly unavailable: readonly Unavailable[];
  /** Errors of single fields, each once. */
  readonly messages: readonly string[];
}

/**
 * How old copies in the server's store may be. Background reading keeps them much newer; a lower value would make viewers
 * of this page cause upstream calls.
 */
export const MAX_STALENESS_SECONDS = 300;
/** The server's default limit. Where it is lower, the page uses the server's own page size. */
const PAGE_SIZE = 100;
let pageSize: number | undefined = PAGE_SIZE;

export interface ReadOptions {
  readonly filter: FleetJobFilter;
  /** Reading stops when it has this many jobs. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Called after each page but the last. */
  readonly onPage?: (sofar: JobsRead) => void;
}

/** Reads a list, page by page. */
export async function readJobs(endpoint: Endpoint, options: ReadOptions): Promise<JobsRead> {
  let read: JobsRead | undefined;
  let after: string | null = null;
  for (;;) {
    const { connection, messages } = await readPage(endpoint, options, after);
    read = extend(read, connection, messages);
    after = connection.pageInfo.endCursor;
    if (read.isWhole || read.jobs.length >= options.limit) return read;
    options.onPage?.(read);
  }
}

async function readPage(endpoint: Endpoint, { filter, signal }: ReadOptions, after: string | null) {
  const variables = { first: pageSize, after, filter, maxStaleness: MAX_STALENESS_SECONDS };
  const { data, messages } = await endpoint.query(FleetJobsDocument, variables, signal);
  if (data.clusterJobs !== null)
    return { connection: data.clusterJobs, messages: messages.map(({ message }) => message) };
  if (pageSize !== undefined && messages.some(({ code }) => code === 'BAD_USER_INPUT')) {
    pageSize = undefined;
    return readPage(endpoint, { filter, signal, limit: 0 }, after);
  }
  throw new EndpointError(problemOf(200, messages));
}

function extend(read: JobsRead | undefined, connection: Connection, messages: readonly string[]): JobsRead {
  const { nodes, unavailable, asOf, since, pageInfo } = connection;
  const keyOf = ({ account, cluster, code }: Unavailable) => [account.name, cluster?.nativeId, code].join('\n');
  const sources = new Map([...(read?.unavailable ?? []), ...unavailable].map((each) => [keyOf(each), each]));
  return {
    jobs: [...(read?.jobs ?? []), ...nodes.map(toJob)],
    isWhole: !pageInfo.hasNextPage,
    asOfMs: combine(Math.min, read?.asOfMs, toMs(asOf)),
    sinceMs: combine(Math.max, read?.sinceMs, toMs(since)),
    unavailable: [...sources.values()],
    messages: [...new Set([...(read?.messages ?? []), ...messages])],
  };
}

function combine(choose: (a: number, b: number) => number, a: number | undefined, b: number | undefined) {
  return a === undefined ? b : b === undefined ? a : choose(a, b);
}
