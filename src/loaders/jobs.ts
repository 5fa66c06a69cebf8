import DataLoader from 'dataloader';
import { UpstreamError } from '../domain/errors.js';
import { isNativeId } from '../domain/ids.js';
import type { ClusterJob, ClusterJobKey } from '../domain/job.js';
import type { Freshness } from '../domain/freshness.js';
import type { Operation } from '../domain/operation.js';
import { findEntry } from '../paging/find-row.js';
import type { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';

/** Jobs by key; `null` where the provider knows none. Each job is asked for once an operation. */
export type JobLoader = DataLoader<ClusterJobKey, ClusterJob | null, string>;

export function createJobLoader(
  accounts: ReadonlyMap<string, ProviderAccount>,
  operation: Operation,
  session: PagingSession,
  freshness: Freshness,
): JobLoader {
  const loadAll = async (keys: readonly ClusterJobKey[]) => {
    const answers = new Map<ClusterJobKey, ClusterJob | null | Error>();
    const groups = [...Map.groupBy(keys, (key) => key.account)];
    const load = async ([name, group]: (typeof groups)[number]) => {
      const account = accounts.get(name);
      const jobs = account ? await loadOfAccount(account, operation, session, group) : [];
      group.forEach((key, index) => answers.set(key, jobs[index] ?? null));
    };
    await Promise.all(groups.map(load));
    for (const job of answers.values()) if (!(job instanceof Error)) freshness.sawJob(job);
    return keys.map((key) => answers.get(key) ?? null);
  };
  return new DataLoader(loadAll, { cacheKeyFn: (key) => JSON.stringify(key) });
}

/** Never rejects: a fault is each job's own. */
async function loadOfAccount(
  provider: ProviderAccount,
  operation: Operation,
  session: PagingSession,
  keys: readonly ClusterJobKey[],
): Promise<readonly (ClusterJob | null | Error)[]> {
  if (provider.getJobs) {
    const rows = await provider.getJobs(operation, keys);
    return rows.map((row) => (row === null || row instanceof Error ? row : row.value));
  }
  return Promise.all(keys.map((key) => seekJob(provider, operation, session, key).catch(toAnswer)));
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
  const entry = await findEntry(source, key.identity, key.createdAt ?? Infinity, session);
  return entry?.value ?? null;
}

/** The job of a cluster that is gone is gone with it. */
function toAnswer(error: unknown): null | Error {
  if (error instanceof UpstreamError && error.code === 'NOT_FOUND') return null;
  return error instanceof Error ? error : new Error(String(error));
}
