import type { GraphQLResolveInfo } from 'graphql';
import type { Cluster, ClusterKey } from '../domain/cluster.js';
import { fromClusterId, fromResourceName } from '../domain/ids.js';
import type { ClusterJob } from '../domain/job.js';
import type { GraphContext } from './context.js';
import { readJobsAhead } from './job-pages.js';
import type { ClusterModel } from './model.js';
import { selectsMoreThan } from './selection.js';

/** What names a cluster from outside: its `id`, or the provider's own id as a resource name. */
export interface ClusterReference {
  readonly id?: unknown;
  readonly resourceName?: unknown;
}

/** Fields that the key itself answers; `jobs` reads the jobs and not the cluster. */
const KEY_FIELDS = new Set(['__typename', 'id', 'resourceName', 'provider', 'nativeId', 'account', 'jobs']);

/** The cluster that a reference names, read only where more than its key is selected; `null`: there is none. */
export async function findCluster(
  reference: ClusterReference,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<ClusterModel | null> {
  const { id, resourceName } = reference;
  const candidates = typeof id === 'string' ? byId(id, context) : byResourceName(resourceName, context);
  const [only, ...others] = candidates;
  const isEnough = only && others.length === 0 && isKnown(only, context);
  if (isEnough && !selectsMoreThan(KEY_FIELDS, 'Cluster', info)) return only;
  if (isEnough) readJobsAhead(only, context, info);
  return firstOf(candidates, context);
}

function byId(id: string, { accounts }: GraphContext): readonly ClusterKey[] {
  const key = fromClusterId(id);
  const provider = key && accounts.get(key.account)?.account.provider;
  return key && provider ? [{ ...key, provider }] : [];
}

function byResourceName(resourceName: unknown, { accounts }: GraphContext): readonly ClusterKey[] {
  const named = typeof resourceName === 'string' ? fromResourceName(resourceName) : undefined;
  if (!named) return [];
  return [...accounts.values()]
    .filter(({ account }) => account.provider === named.provider)
    .map(({ account }) => ({ ...named, account: account.name }));
}

/** A QingCloud cluster without its app has no id of its own yet. */
function isKnown(key: ClusterKey, { accounts }: GraphContext): boolean {
  return accounts.get(key.account)?.jobScope !== 'app' || key.app !== undefined;
}

/** Asks all candidates in one round. What none of them has is `null`, unless one of them could not be asked. */
async function firstOf(candidates: readonly ClusterKey[], { clusters }: GraphContext): Promise<Cluster | null> {
  const answers = await clusters.loadMany(candidates);
  const found = answers.find((answer) => answer !== null && !(answer instanceof Error));
  if (found && !(found instanceof Error)) return found;
  const fault = answers.find((answer) => answer instanceof Error);
  if (fault) throw fault;
  return null;
}

/** A field of a cluster; `null` for a cluster that is gone. Reads the cluster unless it was read already. */
export function readField<Name extends keyof Cluster>(
  cluster: ClusterModel,
  name: Name,
  { clusters }: GraphContext,
): Cluster[Name] | null | Promise<Cluster[Name] | null> {
  if (isRead(cluster)) return cluster[name];
  return clusters.load(cluster).then((read) => read?.[name] ?? null);
}

function isRead(cluster: ClusterModel): cluster is Cluster {
  return 'status' in cluster;
}

/**
 * The clusters of a job. Where an app's job names several, they may be of other apps than the one that lists it, which
 * only their provider can tell: one batched call. What it does not know any more keeps the app that lists it.
 */
export async function clustersOfJob(
  { clusters: keys }: ClusterJob,
  context: GraphContext,
): Promise<readonly ClusterModel[]> {
  if (keys.length < 2) return keys;
  const read = await context.clusters.loadMany(keys);
  return keys.map((key, index) => {
    const cluster = read[index];
    return cluster && !(cluster instanceof Error) ? cluster : key;
  });
}
