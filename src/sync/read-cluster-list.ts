import type { Cluster } from '../domain/cluster.js';
import { CLUSTER_STATUSES } from '../domain/cluster.js';
import type { Operation } from '../domain/operation.js';
import type { Entry } from '../paging/merge/entry.js';
import { readDown } from '../paging/read-down.js';
import type { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';
import { type BeforeCall, spacedFeed } from './spaced-feed.js';
import { newestTimeOf } from '../store/newest-time.js';
import type { Reading, Store } from '../store/store.js';

/** Rows requested at a time. A list of this length takes one call if the provider allows it. */
const ROWS = 999;
/** Rows of one transaction. */
const BATCH = 500;

export interface ClusterListReading {
  readonly provider: ProviderAccount;
  readonly operation: Operation;
  readonly session: PagingSession;
  readonly store: Store;
  /** When the reading begins, milliseconds since 1970. */
  readonly startedAt: number;
  /** For background reading. */
  readonly beforeCall?: BeforeCall | undefined;
}

/** Reads all clusters of an account into the store, and the scopes of its job lists. */
export async function readClusterList(reading: ClusterListReading): Promise<readonly Entry<Cluster>[]> {
  const { provider, operation, session, store, startedAt, beforeCall } = reading;
  const { name: account } = provider.account;
  // An app also lists the jobs of deleted clusters.
  const list = provider.clusters(operation, provider.jobScope === 'app' ? CLUSTER_STATUSES : undefined);
  const feed = beforeCall ? spacedFeed(list, beforeCall) : list;
  const entries: Entry<Cluster>[] = [];
  for await (const more of readDown({ feed, space: account }, session, ROWS)) entries.push(...more);
  await writeInBatches(
    {
      list: { account, kind: 'clusters', scope: '' },
      startedAt,
      rows: entries.map(toRow),
      readDownTo: -Infinity,
      jobScopes: scopesOf(provider, entries),
    },
    (part) => store.writeClusters(part),
  );
  return entries;
}

/** The scopes of the job lists that the clusters of an account have. */
export function scopesOf(
  { jobScope, knownJobScopes }: Pick<ProviderAccount, 'jobScope' | 'knownJobScopes'>,
  entries: readonly { readonly value: Cluster }[],
): readonly string[] {
  if (knownJobScopes) return knownJobScopes;
  if (jobScope === 'account') return [''];
  if (jobScope === 'cluster') return entries.map(({ value }) => value.nativeId);
  return [...new Set(entries.flatMap(({ value: { app } }) => (app === undefined ? [] : [app])))];
}

export function toRow<T>({ time, tiebreaker, identity, value }: Entry<T>) {
  return { time, tiebreaker, identity, value };
}

/** Short transactions, so that readers and other writers never wait long. The last one completes the reading. */
export async function writeInBatches<T>(
  reading: Reading<T>,
  write: (part: Reading<T>) => Promise<void>,
): Promise<void> {
  const { rows, list, startedAt } = reading;
  let start = 0;
  for (; rows.length - start > BATCH; start += BATCH) {
    await write({ list, startedAt, rows: rows.slice(start, start + BATCH) });
  }
  await write({ ...reading, rows: rows.slice(start), newestTime: newestTimeOf(rows) });
}
