import type { GraphQLResolveInfo } from 'graphql';
import type { Cluster, ClusterKey } from '../domain/cluster.js';
import { fromClusterId, fromResourceName } from '../domain/ids.js';
import { accountOf, toModel } from './accounts.js';
import type { GraphContext } from './context.js';
import { jobsAsked, readJobsAhead } from './job-pages.js';
import { ClusterModel } from './model.js';
import { selectsMoreThan } from './selection.js';

/** What names a cluster from outside: its `id`, or the provider's own id as a resource name. */
export interface ClusterReference {
  readonly id?: unknown;
  readonly resourceName?: unknown;
}

/** A cluster that was found, `null` where there is none, or why it could not be looked for. */
export type Found = ClusterModel | Error | null;

/** Fields that the key itself answers; `jobs` reads the jobs and not the cluster. */
const KEY_FIELDS = new Set(['__typename', 'id', 'resourceName', 'provider', 'nativeId', 'account', 'jobs']);

/** Whether nothing but fields of their keys is selected of clusters. */
export function isKeyEnough(info: GraphQLResolveInfo): boolean {
  return !selectsMoreThan(KEY_FIELDS, 'Cluster', info);
}

/** The clusters that references name, in their order; read, in one round, where more than their keys is selected. */
export async function findClusters(
  references: readonly ClusterReference[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<readonly Found[]> {
  const isEnough = isKeyEnough(info);
  const pages = isEnough ? [] : jobsAsked(info);
  const candidates = references.map((reference) => candidatesOf(reference, context));
  const demand = candidates.map((keys) => {
    const [only] = keys;
    if (!only || keys.length > 1 || !isKnown(only, context)) return keys;
    readJobsAhead(only, pages, context);
    return isEnough ? [] : keys;
  });
  const wanted = demand.flat();
  const answers = wanted.length > 0 ? await context.clusters.loadMany(wanted) : [];
  let next = 0;
  return candidates.map(([first], index) => {
    const count = demand[index]?.length ?? 0;
    if (count === 0) return first ? toModel(first, context) : null;
    return firstOf(answers.slice(next, (next += count)), context);
  });
}

/** The cluster that a reference names; `null`: there is none. */
export async function findCluster(
  reference: ClusterReference,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<ClusterModel | null> {
  const [found = null] = await findClusters([reference], context, info);
  if (found instanceof Error) throw found;
  return found;
}

function candidatesOf({ id, resourceName }: ClusterReference, context: GraphContext): readonly ClusterKey[] {
  return typeof id === 'string' ? byId(id, context) : byResourceName(resourceName, context);
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

/** Of all candidates. What none of them has is `null`, unless one of them could not be asked. */
function firstOf(answers: readonly (Cluster | Error | null)[], context: GraphContext): Found {
  for (const answer of answers) if (answer && !(answer instanceof Error)) return toModel(answer, context, answer);
  return answers.find((answer) => answer instanceof Error) ?? null;
}

/** Rows of one page that name the same clusters share them. */
function byKeys(keys: readonly ClusterKey[], context: GraphContext): readonly ClusterModel[] {
  let models = context.namedClusters.get(keys);
  if (!models) context.namedClusters.set(keys, (models = keys.map((key) => toModel(key, context))));
  return models;
}

/**
 * Clusters that something else names, which stay even where they are gone or cannot be read: read, unless their keys are
 * enough; then at once.
 */
export function showClusters(
  keys: readonly ClusterKey[],
  context: GraphContext,
  isEnough: boolean,
): readonly ClusterModel[] | Promise<readonly ClusterModel[]> {
  // Several clusters of one job may be of other apps than the one that lists it, which only their provider can tell.
  if (isEnough && keys.length < 2) return byKeys(keys, context);
  return context.clusters.loadMany(keys).then((answers) =>
    keys.map((key, index) => {
      const answer = answers[index] ?? null;
      if (!(answer instanceof Error)) return toModel(answer ?? key, context, answer);
      return new ClusterModel(accountOf(context, key.account).account, key, null, answer);
    }),
  );
}
