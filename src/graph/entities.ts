import type { GraphQLResolveInfo } from 'graphql';
import { BadInputError } from '../domain/errors.js';
import { toAccountName } from '../domain/ids.js';
import { type ClusterReference, findClusters } from './cluster-lookup.js';
import type { GraphContext } from './context.js';
import { findJobs } from './job-lookup.js';
import type { ResolvedReference } from './model.js';

interface Reference extends ClusterReference {
  readonly __typename?: unknown;
}

export interface EntitiesArgs {
  readonly representations: readonly Reference[];
}

type Resolve = (
  references: readonly Reference[],
  context: GraphContext,
  info: GraphQLResolveInfo,
) => Promise<readonly ResolvedReference[]>;

const RESOLVERS: ReadonlyMap<unknown, Resolve> = new Map<unknown, Resolve>([
  [
    'CloudAccount',
    (references, { accounts }) =>
      Promise.resolve(references.map(({ id }) => accounts.get(toAccountName(id) ?? '')?.account ?? null)),
  ],
  ['Cluster', findClusters],
  ['ClusterJob', findJobs],
]);

const NO_ENTITY = new BadInputError(
  'The "__typename" of a reference in "representations" is no entity of this subgraph.',
);

/** `Query._entities`: the references of each type are resolved together. An error of one does not affect the others. */
export async function resolveEntities(
  { representations }: EntitiesArgs,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<readonly ResolvedReference[]> {
  const resolve = (type: unknown, references: readonly Reference[]) =>
    RESOLVERS.get(type)?.(references, context, info) ?? references.map(() => NO_ENTITY);
  const byType = [...Map.groupBy(representations, ({ __typename }) => __typename)];
  const [[type] = []] = byType;
  if (byType.length === 1) return resolve(type, representations);
  const resolved = new Map<Reference, ResolvedReference>();
  const resolveGroup = async ([typename, references]: [unknown, readonly Reference[]]) => {
    const entities = await resolve(typename, references);
    references.forEach((reference, index) => resolved.set(reference, entities[index] ?? null));
  };
  await Promise.all(byType.map(resolveGroup));
  return representations.map((reference) => resolved.get(reference) ?? null);
}

export function typeOfEntity(entity: Exclude<ResolvedReference, Error | null>): string {
  return '__typename' in entity ? entity.__typename : 'CloudAccount';
}
