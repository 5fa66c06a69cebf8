import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';

// The headers that Apollo Server reads, and the id for its plugins. Credentials are not passed on.
const FORWARDED = ['accept', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name'] as const;
/** Values of `Accept` that mean to Apollo Server the same as no header. No header costs less. */
const PLAIN: ReadonlySet<string> = new Set(['*/*', 'application/json']);

/** An HTTP request as Apollo Server takes it. Empty parameters are left out, as the specification says for GET. */
export function toGraphQLRequest({ id, method, headers, url, body }: FastifyRequest): HTTPGraphQLRequest {
  const forwarded = new HeaderMap([['x-request-id', id]]);
  for (const name of FORWARDED) {
    const value = headers[name];
    if (typeof value === 'string' && !(name === 'accept' && PLAIN.has(value))) forwarded.set(name, value);
  }
  if (method === 'GET') return { method, headers: forwarded, search: searchOf(url), body };
  // Whatever its form was: the body has been read as JSON.
  if (body !== undefined) forwarded.set('content-type', 'application/json');
  return { method, headers: forwarded, search: '', body: withoutEmptyTexts(body) };
}

const PARAMETERS = ['query', 'operationName', 'variables', 'extensions'] as const;
const OBJECTS: ReadonlySet<string> = new Set(['variables', 'extensions']);

function searchOf(url: string): string {
  const start = url.indexOf('?');
  if (start === -1) return '';
  const parameters = new URLSearchParams(url.slice(start));
  const named = [...parameters].filter(([name, value]) => value !== '' && !(OBJECTS.has(name) && value === 'null'));
  return `?${new URLSearchParams(named).toString()}`;
}

function withoutEmptyTexts(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const members: Partial<Record<string, unknown>> = body;
  if (!PARAMETERS.some((name) => members[name] === '')) return body;
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));
}
