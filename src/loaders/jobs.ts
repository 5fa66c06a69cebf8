import DataLoader from 'dataloader';
import { toError, UpstreamError } from '../domain/errors.js';
import type { Freshness } from '../domain/freshness.js';
import { isNativeId } from '../domain/ids.js';
import type { ClusterJob, ClusterJobKey } from '../domain/job.js';
import type { Operation } from '../domain/operation.js';
import { findEntry } from '../paging/find-row.js';
import type { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';
import { loadByAccount, type Lookup } from './by-account.js';

/** Jobs by key; `null` where the provider has no such job. Each job is read at most once in an operation. */
export type JobLoader = DataLoader<ClusterJobKey, ClusterJob | null, string>;

export function createJobLoader(
  accounts: ReadonlyMap<string, ProviderAccount>,
  operation: Operation,
  session: PagingSession,
  freshness: Freshness,
): JobLoader {
  const loadAll = async (keys: readonly ClusterJobKey[]) => {
    const jobs = await loadByAccount(keys, async (account, group) => {
      const provider = accounts.get(account);
      return provider ? loadOfAccount(provider, operation, session, group) : [];
    });
    for (const job of jobs) if (!(job instanceof Error)) freshness.sawJob(job);
    return jobs;
  };
  return new DataLoader(loadAll, { cacheKeyFn: (key) => JSON.stringify(key) });
}

async function loadOfAccount(
  provider: ProviderAccount,
  operation: Operation,
  session: PagingSession,
  keys: readonly ClusterJobKey[],
): Promise<readonly Lookup<ClusterJob>[]> {
  if (provider.getJobs) {
    const rows = await provider.getJobs(operation, keys);
    return rows.map((row) => (row === null || row instanceof Error ? row : row.value));
  }
  return Promise.all(keys.map((key) => seekJob(provider, operation, session, key).catch(toFailedLookup)));
}

async function seekJob(
  provider: ProviderAccount,
  operation: Operation,
  session: PagingSession,
  key: ClusterJobKey,
): Promise<ClusterJob | null> {
  const feed = provider.jobs(operation, key.scope);
  if (!feed.twins && !isNativeId(key.identity)) return null;
  const source = { feed, space: provider.account.name };
  const entry = await findEntry(source, key.identity, key.createdAt, session);
  return entry?.value ?? null;
}

/** A feed that is not found is that of a deleted cluster, which has no jobs. */
function toFailedLookup(error: unknown): null | Error {
  return error instanceof UpstreamError && error.code === 'NOT_FOUND' ? null : toError(error);
}
