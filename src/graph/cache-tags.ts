import type { BaseContext, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { VisibleAccounts } from './context.js';
import type { ResolvedReference } from './model.js';

/** The parts of an operation's context that determine its cache tags. */
interface Tagged {
  readonly accounts: VisibleAccounts;
  /** The results of each `_entities` of the operation. `undefined`: responses have no cache tags. */
  readonly entityLists: (readonly ResolvedReference[])[] | undefined;
}

/**
 * Adds the tags by which a router's response cache can be invalidated, as `extensions`: `apolloEntityCacheTags` has a list
 * for each entity, in the order of `_entities`; `apolloCacheTags` is one list for the root fields (GraphOS Router,
 * "Response cache invalidation"). Routers send `_entities` and root fields in separate requests.
 */
export function setCacheTags(
  { response: { body } }: Pick<GraphQLRequestContextWillSendResponse<BaseContext>, 'response'>,
  { accounts, entityLists }: Tagged,
): void {
  if (entityLists === undefined || body.kind !== 'single' || body.singleResult.errors) return;
  const [entities, ...others] = entityLists;
  // The extension has one list of entities only. Without tags a cache keeps such a response until it expires.
  if (others.length > 0) return;
  const tags = entities
    ? { apolloEntityCacheTags: entities.map(tagsOf) }
    : { apolloCacheTags: [...accounts.keys()].map(accountTag) };
  body.singleResult.extensions = { ...body.singleResult.extensions, ...tags };
}

function tagsOf(entity: ResolvedReference): readonly string[] {
  if (entity === null || entity instanceof Error) return [];
  if (!('__typename' in entity)) return [accountTag(entity.name)];
  const own = entity.__typename === 'Cluster' ? `cluster:${entity.resourceName}` : `job:${entity.id}`;
  return [accountTag(entity.account.name), own];
}

/** Names may have spaces and commas, which separate tags in the headers of content delivery networks. */
function accountTag(name: string): string {
  return `account:${encodeURIComponent(name)}`;
}
