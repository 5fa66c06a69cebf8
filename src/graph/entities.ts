import type { GraphQLResolveInfo } from 'graphql';
import { BadInputError } from '../domain/errors.js';
import { fromJobId, toAccountName } from '../domain/ids.js';
import { type ClusterReference, findClusters } from './cluster-lookup.js';
import type { GraphContext } from './context.js';
import { findJob } from './job-lookup.js';
import type { AccountModel, ClusterJobModel, ClusterModel } from './model.js';

/** What other subgraphs refer to. */
type Entity = AccountModel | ClusterModel | ClusterJobModel;

interface Reference extends ClusterReference {
  readonly __typename?: unknown;
}

export interface EntitiesArgs {
  readonly representations: readonly Reference[];
}

type Find = (
  references: readonly Reference[],
  context: GraphContext,
  info: GraphQLResolveInfo,
) => Promise<readonly (Entity | Error | null)[]>;

const FINDERS: ReadonlyMap<unknown, Find> = new Map<unknown, Find>([
  [
    'CloudAccount',
    (references, { accounts }) =>
      Promise.resolve(references.map(({ id }) => accounts.get(toAccountName(id) ?? '')?.account ?? null)),
  ],
  ['Cluster', findClusters],
  [
    'ClusterJob',
    (references, context, info) =>
      Promise.all(references.map(({ id }) => findJob(fromJobId(id), context, info).catch(toError))),
  ],
]);

const NO_ENTITY = new BadInputError(
  'The "__typename" of a reference in "representations" is no entity of this subgraph.',
);

/** `Query._entities`: the references of each type are resolved together, and one that fails does so alone. */
export async function resolveEntities(
  { representations }: EntitiesArgs,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<readonly (Entity | Error | null)[]> {
  const find = (type: unknown, references: readonly Reference[]) => {
    const finder = FINDERS.get(type);
    return finder ? finder(references, context, info) : Promise.resolve(references.map(() => NO_ENTITY));
  };
  const types = [...new Set(representations.map(({ __typename }) => __typename))];
  if (types.length === 1) return find(types[0], representations);
  const answers = new Map<Reference, Entity | Error | null>();
  const ofType = async (type: unknown) => {
    const references = representations.filter(({ __typename }) => __typename === type);
    const found = await find(type, references);
    references.forEach((reference, index) => answers.set(reference, found[index] ?? null));
  };
  await Promise.all(types.map(ofType));
  return representations.map((reference) => answers.get(reference) ?? null);
}

export function typeOfEntity(entity: Entity): string {
  return '__typename' in entity ? entity.__typename : 'CloudAccount';
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
