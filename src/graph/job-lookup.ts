import type { GraphQLResolveInfo } from 'graphql';
import { toError } from '../domain/errors.js';
import { fromJobId, isNativeId, toJobId } from '../domain/ids.js';
import type { ClusterJob, ClusterJobKey } from '../domain/job.js';
import { toAccountError } from './errors.js';
import type { GraphContext } from './context.js';
import { withClusters } from './job-clusters.js';
import { ClusterJobModel, type ClusterJobReference } from './model.js';
import { selectsMoreThan } from './selection.js';

const KEY_FIELDS = new Set(['__typename', 'id', 'provider', 'account', 'nativeId']);

/** The jobs of references, in their order. They are read only where the selection needs more than their keys. */
export async function findJobs(
  references: readonly { readonly id?: unknown }[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<readonly (ClusterJobModel | ClusterJobReference | Error | null)[]> {
  const keys = references.map(({ id }) => fromJobId(id));
  if (!selectsMoreThan(KEY_FIELDS, 'ClusterJob', info)) return keys.map((key) => toReference(key, context));
  return Promise.all(keys.map((key) => findJob(key, context, info).catch(toError)));
}

function toReference(
  key: ClusterJobKey | undefined,
  { accounts, operation }: GraphContext,
): ClusterJobReference | null {
  const provider = key && accounts.get(key.account);
  if (!key || !provider) return null;
  // Rows of a feed with twins have no id of their own.
  const hasNativeId = !provider.jobs(operation, key.scope).twins;
  if (hasNativeId && !isNativeId(key.identity)) return null;
  const { account } = provider;
  const nativeId = hasNativeId ? key.identity : null;
  return { __typename: 'ClusterJob', id: toJobId(key), provider: account.provider, account, nativeId };
}

/** A job that its provider no longer lists. A store that cannot be used has none. */
async function storedJob(
  { store }: GraphContext,
  { account, scope, identity }: ClusterJobKey,
): Promise<ClusterJob | null> {
  const rows = await store?.findJobs({ account, kind: 'jobs', scope }, [identity]).catch(() => []);
  return rows?.[0]?.value ?? null;
}

/** The job of a key, always read; `null` where its provider has none. */
export async function findJob(
  key: ClusterJobKey | undefined,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<ClusterJobModel | null> {
  const { accounts, jobs } = context;
  const account = key && accounts.get(key.account)?.account;
  if (!key || !account) return null;
  try {
    const [listed = null] = await jobs.loadMany([key]);
    if (listed instanceof Error) throw listed;
    const job = listed ?? (await storedJob(context, key));
    if (!job) return null;
    const found = new ClusterJobModel(account, key.scope, key.identity, job);
    return await withClusters([found], () => found, context, info);
  } catch (error) {
    throw toAccountError(toError(error), account);
  }
}
