import type { FaultyProvider } from './served-graph.js';
import type { Responder } from '../support/fault-server.js';
import type { Backend } from './backend.js';
import { errorWithStatus200, type ErrorKind } from './error-bodies.js';
import type { EntryPoint } from './entry-points.js';

/**
 * The outcome of a fault and the number of upstream calls. An outcome is an error code or one of:
 * - 'whole': the same rows as without the fault. The number of calls is then the difference to a run without the fault.
 * - 'every row': all rows, in any order.
 * - 'as many': the same number of distinct rows, with other ids.
 * - 'nothing lost': either all rows or an error, but never fewer rows without an error.
 * - 'n rows': n rows without an error.
 * `*` matches any number of calls.
 */
export type Expectation = readonly [outcome: string, calls: number | '*'];

export interface Row {
  readonly fault: string;
  readonly expected: Expectation;
  /** Other expectations for a provider, an entry point, or both. */
  readonly except?: Readonly<
    Partial<Record<FaultyProvider | EntryPoint | `${FaultyProvider} ${EntryPoint}`, Expectation>>
  >;
  /** The provider's responses: the first for the first request, the last for all further ones. */
  readonly responders?: (backend: Backend, provider: FaultyProvider) => readonly Responder[];
  /** The account's endpoint, if it is not the fault server. */
  readonly endpoint?: 'refusing' | 'nameless' | 'untrusted' | 'plain' | 'silent';
  /** Reads all pages, in small ones. */
  readonly paginates?: true;
  /** Sends a query without the fault first; its connection stays open. */
  readonly warm?: true;
  readonly upstreamTimeoutMs?: number;
}

export const always = (responder: Responder) => () => [responder];
export const respondsWithError = (kind: ErrorKind) => (_: Backend, provider: FaultyProvider) => [
  errorWithStatus200(kind, provider),
];
export const once = (responder: Responder) => (backend: Backend) => [responder, backend.unchanged];
export const changing = (change: Parameters<Backend['changed']>[0]) => (backend: Backend) => [backend.changed(change)];

export const UNAVAILABLE: Expectation = ['UPSTREAM_UNAVAILABLE', 3];
export const TIMEOUT: Expectation = ['UPSTREAM_TIMEOUT', 3];
export const INVALID: Expectation = ['UPSTREAM_INVALID', 1];
export const AUTH: Expectation = ['UPSTREAM_AUTH', 1];
export const FORBIDDEN: Expectation = ['UPSTREAM_FORBIDDEN', 1];
export const THROTTLED: Expectation = ['UPSTREAM_THROTTLED', 3];
export const WHOLE: Expectation = ['whole', 0];
export const ONE_MORE: Expectation = ['whole', 1];
export const WHOLE_AFTER_MORE_CALLS: Expectation = ['whole', '*'];
export const EVERY_ROW: Expectation = ['every row', '*'];
export const NOTHING_LOST: Expectation = ['nothing lost', '*'];
