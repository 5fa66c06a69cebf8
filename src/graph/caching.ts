import type { GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { Freshness } from '../domain/freshness.js';

/** What is kept for one caller only, or for all. */
export type CacheScope = 'public' | 'private';

/** Tells caches how long an answer is good: errors are not kept at all. One header, and no work for each field. */
export function setCacheControl(
  { response }: Pick<GraphQLRequestContextWillSendResponse<object>, 'response'>,
  context: { readonly freshness: Freshness; readonly cacheScope: CacheScope } | undefined,
): void {
  const isWhole = response.body.kind === 'single' && response.body.singleResult.errors === undefined;
  const { freshness, cacheScope = 'private' } = context ?? {};
  const seconds = isWhole && freshness ? freshness.seconds : 0;
  response.http.headers.set('cache-control', seconds > 0 ? `max-age=${seconds}, ${cacheScope}` : 'no-store');
}
