import type { GraphQLResolveInfo } from 'graphql';
import type { ClusterJobKey } from '../domain/job.js';
import { UpstreamError } from '../domain/errors.js';
import type { GraphContext } from './context.js';
import { toUpstreamError } from './errors.js';
import type { ClusterJobModel } from './model.js';

/** The job of a key, always read: what its provider does not know any more is `null`. */
export async function findJob(
  key: ClusterJobKey | undefined,
  { accounts, jobs }: GraphContext,
  _info?: GraphQLResolveInfo,
): Promise<ClusterJobModel | null> {
  const account = key && accounts.get(key.account)?.account;
  if (!key || !account) return null;
  try {
    const job = await jobs.load(key);
    return job && { key, job };
  } catch (error) {
    throw error instanceof Error && !(error instanceof UpstreamError) ? toUpstreamError(error, account) : error;
  }
}
