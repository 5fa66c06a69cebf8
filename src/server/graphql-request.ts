import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { HttpError } from './http-error.js';
import { isFromOtherSite } from './origin.js';

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

/** Whether a caller accepts Server-Sent Events: never, as an alternative to JSON, or only them. */
export function acceptsEvents({ headers: { accept = '' } }: Pick<FastifyRequest, 'headers'>): 'no' | 'also' | 'only' {
  if (!accept.includes('text/event-stream')) return 'no';
  return /json|\*\/\*/.test(accept) ? 'also' : 'only';
}

/**
 * A request of a caller that takes events only. Apollo Server has no media type for it, and would reject a subscription
 * by GET. Hive Gateway and Cosmo subscribe by GET without the header that Apollo Server requires against cross-site
 * requests, so here only browsers need it, which show by other headers where a request comes from.
 */
export function toEventRequest(request: FastifyRequest): HTTPGraphQLRequest {
  const { headers, search, body } = toGraphQLRequest(request);
  headers.delete('accept');
  if (request.method !== 'GET') return { method: 'POST', headers, search, body };
  if (!isFromOtherSite(request.headers)) headers.set('apollo-require-preflight', 'true');
  const parameters = [...new URLSearchParams(search)].map(([name, value]) => [name, toParameter(name, value)]);
  return { method: 'POST', headers, search: '', body: Object.fromEntries(parameters) };
}

function toParameter(name: string, value: string): unknown {
  if (!OBJECTS.has(name)) return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', `The parameter ${name} is not valid JSON.`);
  }
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
