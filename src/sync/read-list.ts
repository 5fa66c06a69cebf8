import type { ClusterJob } from '../domain/job.js';
import type { Operation } from '../domain/operation.js';
import { readDown } from '../paging/read-down.js';
import type { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';
import { readClusterList, scopesOf, toRow, writeInBatches } from './read-cluster-list.js';
import { type BeforeCall, spacedFeed } from './spaced-feed.js';
import type { ListKey, ListState, Store } from '../store/store.js';

/** Rows per request of the first reading of a list, and rows of the first request of a later reading. */
const FIRST_ROWS = 1000;
const LATER_ROWS = 20;

/** The result of one reading of a list. */
export interface ReadResult {
  readonly rows: number;
  /** Rows that the store did not have, or had with another status. */
  readonly changed: number;
  /** Jobs among the rows that have not ended. */
  readonly open: number;
  /** The job lists of clusters with a running operation, for a list of clusters. */
  readonly activeScopes?: readonly string[];
}

export interface ListReader {
  readonly provider: ProviderAccount;
  readonly operation: Operation;
  readonly session: PagingSession;
  readonly store: Store;
  readonly now: () => number;
  /** How far back a reading to the end goes where the provider lists by time windows, milliseconds since 1970. */
  readonly oldest: number;
  readonly beforeCall: BeforeCall;
}

/** Reads the clusters of an account whole, and which job lists it has. */
export async function readClusters({
  provider,
  operation,
  session,
  store,
  now,
  beforeCall,
}: ListReader): Promise<ReadResult> {
  const known = await store.list({ account: provider.account.name, kind: 'clusters', scope: '' });
  const entries = await readClusterList({ provider, operation, session, store, startedAt: now(), beforeCall });
  const active = entries.filter(({ value: { status } }) => status === 'CHANGING' || status === 'CREATING');
  return {
    rows: entries.length,
    // The list is read about once a minute. The clusters with a running operation approximate those that have changed.
    changed: known ? active.length : 0,
    open: 0,
    activeScopes: scopesOf({ jobScope: provider.jobScope }, active),
  };
}

/**
 * Reads a list of jobs from its newest row down to one that the store has in its final state, past every row that had
 * not ended at the last whole reading. What stood between and is not listed any more stays as history. `isToEnd`: reads
 * down to the end, which shows what is no longer listed below.
 */
export async function readJobs(reader: ListReader, state: ListState, isToEnd: boolean): Promise<ReadResult> {
  const { provider, operation, session, store, now, oldest, beforeCall } = reader;
  const { account, scope } = state;
  const list: ListKey = { account, kind: 'jobs', scope };
  const startedAt = now();
  const isFirst = state.readAt === 0;
  const feed = spacedFeed(provider.jobs(operation, scope), beforeCall);
  const range = feed.style.windowMs === undefined ? {} : { from: oldest };
  const rows: ReturnType<typeof toRow<ClusterJob>>[] = [];
  let changed = 0;
  let readDownTo = -Infinity;
  const reading = readDown({ feed, space: account }, session, isToEnd ? FIRST_ROWS : LATER_ROWS, range);
  let step = await reading.next();
  for (; !step.done; step = await reading.next()) {
    const more = step.value.map(toRow);
    rows.push(...more);
    if (isFirst) continue;
    const known = await store.findJobs(
      list,
      more.map(({ identity }) => identity),
    );
    const byIdentity = new Map(known.map((row) => [row.identity, row]));
    changed += more.filter(({ identity, value }) => byIdentity.get(identity)?.value.status !== value.status).length;
    const last = more.at(-1);
    if (isToEnd || !last || !isSettled(last, byIdentity.get(last.identity), state)) continue;
    readDownTo = last.time;
    break;
  }
  // Rows below the largest offset that the provider allows cannot be read again. The store keeps them.
  if (step.done && step.value === 'wall') readDownTo = rows.at(-1)?.time ?? Infinity;
  const reachesBackTo = reachOf(state, readDownTo, range.from);
  await writeInBatches({ list, startedAt, rows, readDownTo, reachesBackTo, isToEnd: step.done }, (part) =>
    store.writeJobs(part),
  );
  return { rows: rows.length, changed, open: rows.filter(({ value }) => isOpen(value)).length };
}

/** How far back the copy is complete now: a reading that joins what was known before adds to it. */
function reachOf({ newestTime, reachesBackTo }: ListState, readDownTo: number, from = -Infinity): number {
  const own = Math.max(readDownTo, from);
  const isJoined = reachesBackTo !== null && newestTime !== null && readDownTo <= newestTime;
  return isJoined ? Math.min(reachesBackTo, own) : own;
}

/**
 * Whether everything older than the last row is known and cannot change any more. That the row itself is known does not
 * show it: a page that was read live may have left a gap below it.
 */
function isSettled(
  last: { readonly identity: string; readonly time: number; readonly value: ClusterJob },
  known: { readonly identity: string; readonly value: ClusterJob } | undefined,
  { newestTime, oldestOpenTime }: ListState,
): boolean {
  if (known?.value.status !== last.value.status || isOpen(last.value)) return false;
  if (newestTime === null || last.time > newestTime) return false;
  return oldestOpenTime === null || oldestOpenTime > last.time;
}

function isOpen({ status }: ClusterJob): boolean {
  return status !== 'SUCCEEDED' && status !== 'FAILED';
}
