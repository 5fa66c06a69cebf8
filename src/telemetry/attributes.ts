import type { Attributes } from '@opentelemetry/api';
import type { Account } from '../domain/provider.js';

/** The attributes of an account, one object for each: an account's records are many. */
export function createAccountAttributes(): (account: Account) => Attributes {
  const known = new Map<string, Attributes>();
  return ({ name, provider }) => {
    let attributes = known.get(name);
    if (!attributes) known.set(name, (attributes = { 'jobgraph.account': name, 'jobgraph.provider': provider }));
    return attributes;
  };
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

/** A caller's HTTP method; `_OTHER` is the convention's word for one that is not common. */
export function methodOf(method: string): string {
  return METHODS.has(method) ? method : '_OTHER';
}

const CODES: ReadonlySet<unknown> = new Set([
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'UPSTREAM_AUTH',
  'UPSTREAM_FORBIDDEN',
  'UPSTREAM_THROTTLED',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_INVALID',
  'UPSTREAM_LIMIT',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'INTERNAL_SERVER_ERROR',
]);

/** An error's code if it is a documented one. */
export function codeOf(code: unknown): string {
  return typeof code === 'string' && CODES.has(code) ? code : '_OTHER';
}
