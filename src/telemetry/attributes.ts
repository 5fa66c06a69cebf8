import type { Attributes } from '@opentelemetry/api';
import { UpstreamError } from '../domain/errors.js';
import type { Account } from '../domain/provider.js';
import { ListFault } from '../paging/errors.js';

type Value = string | number;

/**
 * The attributes of one series. Equal attributes are the same object, so that a series is found by identity: OpenTelemetry's
 * SDK compares attributes by their text, which costs more than all else that it does with a measurement.
 */
export class SeriesAttributes implements Attributes {
  readonly [name: string]: Value;
  /** By the name and the value of one more attribute. */
  readonly #extended = new Map<string, Map<Value, SeriesAttributes>>();

  static extend(base: SeriesAttributes, name: string, value: Value): SeriesAttributes {
    let byValue = base.#extended.get(name);
    if (!byValue) base.#extended.set(name, (byValue = new Map<Value, SeriesAttributes>()));
    let attributes = byValue.get(value);
    if (!attributes) byValue.set(value, (attributes = Object.assign(new SeriesAttributes(), base, { [name]: value })));
    return attributes;
  }
}

export const NO_ATTRIBUTES = new SeriesAttributes();

type WithAttribute<V> = (base: SeriesAttributes, value: V) => SeriesAttributes;

/** Returns what adds an attribute. The results are remembered, so the attribute must have few values. */
export function attribute<V extends Value>(name: string): WithAttribute<V> {
  return (base, value) => SeriesAttributes.extend(base, name, value);
}

const withAccount = attribute<string>('jobgraph.account');
const withProvider = attribute<string>('jobgraph.provider');

export function attributesOf({ name, provider }: Account): SeriesAttributes {
  return withProvider(withAccount(NO_ATTRIBUTES, name), provider);
}

export const withReason = attribute<string>('jobgraph.reason');
export const withErrorType = attribute<string>('error.type');
export const withStatus = attribute<number>('http.response.status_code');
export const withMethod = attribute<string>('http.request.method');

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

/** The code of a list's failure. */
export function codeOfFailure(error: unknown): string {
  return error instanceof UpstreamError || error instanceof ListFault ? error.code : '_OTHER';
}
