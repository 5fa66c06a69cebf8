import type { GraphQLResolveInfo } from 'graphql';
import type { ClusterJobKey } from '../domain/job.js';
import { UpstreamError } from '../domain/errors.js';
import type { GraphContext } from './context.js';
import { toUpstreamError } from './errors.js';
import { withClusters } from './job-clusters.js';
import { ClusterJobModel } from './model.js';

/** The job of a key, always read: what its provider does not know any more is `null`. */
export async function findJob(
  key: ClusterJobKey | undefined,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<ClusterJobModel | null> {
  const { accounts, jobs } = context;
  const account = key && accounts.get(key.account)?.account;
  if (!key || !account) return null;
  try {
    const job = await jobs.load(key);
    if (!job) return null;
    const found = new ClusterJobModel(account, key.scope, key.identity, job);
    return await withClusters([found], () => found, context, info);
  } catch (error) {
    throw error instanceof Error && !(error instanceof UpstreamError) ? toUpstreamError(error, account) : error;
  }
}
