import type { GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { Freshness } from '../domain/freshness.js';

/** The callers that may reuse a cached response: only the first one, or all. */
export type CacheScope = 'public' | 'private';

/** Sets `Cache-Control` of a response. A response with errors is not cached. */
export function setCacheControl(
  { response }: Pick<GraphQLRequestContextWillSendResponse<object>, 'response'>,
  context: { readonly freshness: Freshness; readonly cacheScope: CacheScope } | undefined,
): void {
  const isWhole = response.body.kind === 'single' && response.body.singleResult.errors === undefined;
  const { freshness, cacheScope = 'private' } = context ?? {};
  const seconds = isWhole && freshness ? freshness.secondsAt(Date.now()) : 0;
  response.http.headers.set('cache-control', seconds > 0 ? `max-age=${seconds}, ${cacheScope}` : 'no-store');
}
