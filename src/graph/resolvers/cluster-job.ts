import { fromJobId, toJobId } from '../../domain/ids.js';
import type { ClusterJobResolvers } from '../../generated/resolvers.js';
import { accountOf } from '../accounts.js';
import { clustersOfJob } from '../cluster-lookup.js';
import { findJob } from '../job-lookup.js';

export const ClusterJob: ClusterJobResolvers = {
  __resolveReference: ({ id }, context, info) => findJob(fromJobId(id), context, info),
  id: ({ key }) => toJobId(key),
  nativeId: ({ job }) => job.nativeId,
  provider: ({ key }, _, context) => accountOf(context, key.account).account.provider,
  account: ({ key }, _, context) => accountOf(context, key.account).account,
  clusters: ({ job }, _, context) => clustersOfJob(job, context),
  action: ({ job }) => job.action,
  status: ({ job }) => job.status,
  nativeStatus: ({ job }) => job.nativeStatus,
  createdAt: ({ job }) => job.createdAt,
  finishedAt: ({ job }) => job.finishedAt,
  progress: ({ job }) => job.progress,
  failureReason: ({ job }) => job.failureReason,
  details: ({ job }) => job.details,
};
