import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../command-error.js';
import type { SendQuery } from '../query/client.js';
import { describeErrors, isObject, type JsonObject, toList } from '../query/result.js';
import { JOB_FIELDS, type SeenChange, toText } from './change.js';

const PAGE = `query Changes($filter: FleetJobFilter, $after: String) {
  clusterJobs(first: 100, after: $after, filter: $filter) {
    nodes { ${JOB_FIELDS} }
    pageInfo { hasNextPage endCursor }
  }
}`;
const JOB = `query Job($id: ID!) { clusterJob(id: $id) { ${JOB_FIELDS} } }`;

/** Pages that one poll reads at most. A first poll reads one. */
const MAX_PAGES = 10;
/** Jobs that have not ended and are on no page any more: as many are looked up by their ids. */
const MAX_LOOKUPS = 50;
const FINAL: ReadonlySet<unknown> = new Set(['SUCCEEDED', 'FAILED']);

export interface PollOptions {
  readonly intervalMs: number;
  /** Called with a line about a poll that failed. */
  readonly report: (line: string) => void;
  readonly stop: AbortSignal;
  /** The first poll succeeded. */
  readonly onOpen?: () => void;
}

/**
 * The changes that match a filter, by reading the newest jobs again and again. What happens between two polls is one
 * change, and a job that was not among the newest at the first poll is not followed.
 */
export async function* pollChanges(
  send: SendQuery,
  { statuses, ...filter }: JsonObject,
  { intervalMs, report, stop, onOpen }: PollOptions,
): AsyncGenerator<SeenChange, void> {
  const known = new Map<unknown, string | null>();
  // A job that turns into another state would be missing from a list of one state.
  const isShown = ({ status }: JsonObject) => !Array.isArray(statuses) || statuses.includes(status);
  for (let poll = 0; !stop.aborted; poll++) {
    const jobs = await readJobs(send, filter, known, poll === 0 ? 1 : MAX_PAGES).catch((error: unknown) => {
      if (poll === 0 || !(error instanceof CommandError)) throw error;
      report(error.message);
      return [];
    });
    if (poll === 0) onOpen?.();
    for (const job of jobs.toReversed()) {
      const status = toText(job['status']);
      const isNew = !known.has(job['id']);
      const previousStatus = known.get(job['id']) ?? null;
      known.set(job['id'], status);
      if (poll === 0 || (!isNew && previousStatus === status) || !isShown(job)) continue;
      yield { kind: isNew ? 'CREATED' : 'STATUS_CHANGED', previousStatus, job };
    }
    await sleep(intervalMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** The newest jobs, down to a page without an unknown one, and the known ones that have not ended. */
async function readJobs(
  send: SendQuery,
  filter: JsonObject,
  known: ReadonlyMap<unknown, string | null>,
  maxPages: number,
): Promise<readonly JsonObject[]> {
  const jobs = new Map<unknown, JsonObject>();
  let after: unknown = null;
  for (let page = 0; page < maxPages; page++) {
    const connection = await read(send, PAGE, { filter, after }, 'clusterJobs');
    const nodes = toList(connection['nodes']).filter(isObject);
    for (const job of nodes) jobs.set(job['id'], job);
    const { pageInfo } = connection;
    if (!isObject(pageInfo) || pageInfo['hasNextPage'] !== true) break;
    if (nodes.every(({ id }) => known.has(id))) break;
    after = pageInfo['endCursor'];
  }
  const missing = [...known].filter(([id, status]) => !FINAL.has(status) && !jobs.has(id)).slice(0, MAX_LOOKUPS);
  for (const [id] of missing) {
    const job = await read(send, JOB, { id }, 'clusterJob').catch(() => undefined);
    if (job) jobs.set(id, job);
  }
  return [...jobs.values()];
}

async function read(send: SendQuery, query: string, variables: JsonObject, field: string): Promise<JsonObject> {
  const { data, errors = [] } = await send(query, variables);
  const value = isObject(data) ? data[field] : undefined;
  if (isObject(value)) return value;
  throw new CommandError(describeErrors(errors).trim() || 'The server returned no jobs.', 1);
}
