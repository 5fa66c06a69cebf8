import { CommandError } from '../command-error.js';
import { isObject, type JsonObject, type QueryResult } from './result.js';
import type { QueryVariants } from './variants.js';

/** Sends a query and resolves with its result. */
export type SendQuery = (query: string, variables: JsonObject) => Promise<QueryResult>;

/** Sends queries over HTTP. Rejects with a CommandError, status 1, if the response is no GraphQL response. */
export function createSendQuery(endpoint: URL, headers: readonly (readonly [string, string])[]): SendQuery {
  const requestHeaders = new Headers(headers.map(([name, text]): [string, string] => [name, text]));
  requestHeaders.set('content-type', 'application/json');
  requestHeaders.set('accept', 'application/graphql-response+json, application/json');
  const where = `${endpoint.origin}${endpoint.pathname}`;
  return async (query, variables) => {
    // Following a redirect could send credentials to another host.
    const options: RequestInit = { method: 'POST', headers: requestHeaders, redirect: 'error' };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(endpoint, { ...options, body }).catch((error: unknown) => {
      throw new CommandError(`${where} cannot be reached${reasonOf(error)}.`, 1);
    });
    const result = await response.json().catch(() => undefined);
    if (isQueryResult(result)) return result;
    throw new CommandError(`${where} returned HTTP ${response.status} without a GraphQL response.`, 1);
  };
}

/** Sends the first variant of a query that the server's schema accepts, and keeps to it. */
export function createSendVariants(
  send: SendQuery,
  variants: QueryVariants,
): (variables: JsonObject) => Promise<QueryResult> {
  let candidates = variants;
  return async (variables) => {
    for (;;) {
      const [text = '', ...others] = candidates;
      const result = await send(text, variables);
      // A result without `data` was rejected before execution, such as for an unknown field.
      const isAccepted = result.data !== undefined || others.length === 0;
      candidates = isAccepted ? [text] : others;
      if (isAccepted) return result;
    }
  };
}

function isQueryResult(value: unknown): value is QueryResult {
  if (!isObject(value)) return false;
  const { data, errors } = value;
  return (data !== undefined || errors !== undefined) && (errors === undefined || Array.isArray(errors));
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
}
