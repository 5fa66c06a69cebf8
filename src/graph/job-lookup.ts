import type { ClusterJobKey } from '../domain/job.js';
import { UpstreamError } from '../domain/errors.js';
import type { GraphContext } from './context.js';
import { toUpstreamError } from './errors.js';
import { ClusterJobModel } from './model.js';

/** The job of a key, always read: what its provider does not know any more is `null`. */
export async function findJob(
  key: ClusterJobKey | undefined,
  { accounts, jobs }: GraphContext,
): Promise<ClusterJobModel | null> {
  const account = key && accounts.get(key.account)?.account;
  if (!key || !account) return null;
  try {
    const job = await jobs.load(key);
    return job && new ClusterJobModel(account, key.scope, key.identity, job);
  } catch (error) {
    throw error instanceof Error && !(error instanceof UpstreamError) ? toUpstreamError(error, account) : error;
  }
}
