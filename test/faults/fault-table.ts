import type { FaultyProvider } from './served-graph.js';
import type { Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import type { Backend } from './backend.js';
import { IDS, onEveryRow, onList, onRow, TIMES, withField, withTotal } from './change-body.js';
import { errorWithStatus200, type ErrorKind } from './error-bodies.js';
import type { EntryPoint } from './entry-points.js';
import { clockSkewRejection, emptyAfterFirst, repeated, stuck } from './stateful-faults.js';
import * as wire from './wire-faults.js';

/**
 * The outcome of a fault and the number of upstream calls. An outcome is an error code or one of:
 * - 'whole': the same rows as without the fault. The number of calls is then the difference to a run without the fault.
 * - 'every row': all rows, in any order.
 * - 'as many': the same number of distinct rows, with other ids.
 * - 'nothing lost': either all rows or an error, but never fewer rows without an error.
 * - 'n rows': n rows without an error.
 * `*` matches any number of calls.
 */
type Expectation = readonly [outcome: string, calls: number | '*'];

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

const always = (responder: Responder) => () => [responder];
const respondsWithError = (kind: ErrorKind) => (_: Backend, provider: FaultyProvider) => [
  errorWithStatus200(kind, provider),
];
const once = (responder: Responder) => (backend: Backend) => [responder, backend.unchanged];
const changing = (change: Parameters<Backend['changed']>[0]) => (backend: Backend) => [backend.changed(change)];

const UNAVAILABLE: Expectation = ['UPSTREAM_UNAVAILABLE', 3];
const TIMEOUT: Expectation = ['UPSTREAM_TIMEOUT', 3];
const INVALID: Expectation = ['UPSTREAM_INVALID', 1];
const AUTH: Expectation = ['UPSTREAM_AUTH', 1];
const FORBIDDEN: Expectation = ['UPSTREAM_FORBIDDEN', 1];
const THROTTLED: Expectation = ['UPSTREAM_THROTTLED', 3];
const WHOLE: Expectation = ['whole', 0];
const ONE_MORE: Expectation = ['whole', 1];
const WHOLE_AFTER_MORE_CALLS: Expectation = ['whole', '*'];
const EVERY_ROW: Expectation = ['every row', '*'];
const NOTHING_LOST: Expectation = ['nothing lost', '*'];

export const TABLE: readonly Row[] = [
  // Connections
  { fault: 'a host without an address', expected: ['UPSTREAM_UNAVAILABLE', 0], endpoint: 'nameless' },
  { fault: 'a refused connection', expected: ['UPSTREAM_UNAVAILABLE', 0], endpoint: 'refusing' },
  {
    fault: 'a TLS handshake that does not end',
    expected: ['UPSTREAM_TIMEOUT', 0],
    endpoint: 'silent',
    upstreamTimeoutMs: 600,
  },
  { fault: 'a certificate that is not trusted', expected: ['UPSTREAM_UNAVAILABLE', 0], endpoint: 'untrusted' },
  { fault: 'plain HTTP on an https endpoint', expected: ['UPSTREAM_UNAVAILABLE', 0], endpoint: 'plain' },
  { fault: 'a closed connection', expected: UNAVAILABLE, responders: always(fault.closeAtOnce) },
  { fault: 'a reset connection', expected: UNAVAILABLE, responders: always(fault.resetAtOnce) },
  {
    fault: 'a connection that closes when it is reused',
    expected: ONE_MORE,
    warm: true,
    responders: ({ unchanged }) => [wire.closingOnFirstReuse(unchanged)],
  },

  // Slowness
  { fault: 'no response', expected: TIMEOUT, responders: always(fault.hang), upstreamTimeoutMs: 600 },
  {
    fault: 'a header that never ends',
    expected: TIMEOUT,
    responders: always(wire.slowHeaders),
    upstreamTimeoutMs: 600,
  },
  {
    fault: 'a body that arrives one byte at a time',
    expected: TIMEOUT,
    responders: always(fault.drip),
    upstreamTimeoutMs: 600,
  },

  // Broken responses
  { fault: 'a response that is cut off', expected: UNAVAILABLE, responders: always(fault.truncated) },
  { fault: 'a chunked response that is cut off', expected: UNAVAILABLE, responders: always(fault.truncatedChunks) },
  { fault: 'a reset in the middle of a response', expected: UNAVAILABLE, responders: always(fault.resetMidBody) },
  { fault: 'one response that is cut off', expected: ONE_MORE, responders: once(fault.truncated) },
  { fault: 'chunks without a size', expected: INVALID, responders: always(fault.badFraming) },
  { fault: 'two Content-Length headers that differ', expected: UNAVAILABLE, responders: always(wire.twoLengths) },
  { fault: 'Content-Length and chunked encoding', expected: UNAVAILABLE, responders: always(wire.lengthAndChunks) },
  { fault: 'a negative Content-Length', expected: INVALID, responders: always(wire.negativeLength) },
  { fault: 'a response that is not HTTP', expected: INVALID, responders: always(fault.notHttp) },
  { fault: 'a header of 100 kB', expected: INVALID, responders: always(fault.largeHeader) },
  { fault: 'a Content-Length of 300 MB', expected: INVALID, responders: always(fault.announcedHuge) },
  { fault: 'a body of 9 MB', expected: INVALID, responders: always(fault.endless(9)) },
  { fault: 'a compressed body', expected: INVALID, responders: always(fault.gzipped) },
  { fault: 'bytes that are not UTF-8', expected: INVALID, responders: always(fault.badUtf8) },
  { fault: 'an empty body', expected: INVALID, responders: always(fault.empty) },
  { fault: 'an HTML page with status 200', expected: INVALID, responders: always(fault.html) },
  { fault: 'JSON 100,000 levels deep', expected: INVALID, responders: always(fault.deepJson) },
  { fault: 'keys named __proto__', expected: INVALID, responders: always(fault.protoKey) },
  {
    fault: 'rows with keys named __proto__',
    expected: WHOLE,
    responders: changing(onEveryRow((row) => ({ ['__proto__']: { id: 1 }, ...row }))),
  },
  { fault: 'a redirect', expected: INVALID, responders: always(fault.redirect('http://127.0.0.1:1/')) },

  // Statuses
  {
    fault: '400',
    expected: INVALID,
    // A list call with rejected parameters is repeated with smaller limits, for DWS tasks also without an order.
    except: {
      'HUAWEI_CSS Cluster.jobs': ['UPSTREAM_INVALID', 5],
      'HUAWEI_CSS clusters': ['UPSTREAM_INVALID', 5],
      'HUAWEI_DWS Cluster.jobs': ['UPSTREAM_INVALID', 10],
      'HUAWEI_GEMINIDB Cluster.jobs': ['UPSTREAM_INVALID', 3],
      'HUAWEI_GEMINIDB clusters': ['UPSTREAM_INVALID', 4],
    },
    responders: always(fault.reply(400, '{}')),
  },
  { fault: '401', expected: AUTH, responders: always(fault.reply(401, '{}')) },
  { fault: '403', expected: FORBIDDEN, responders: always(fault.reply(403, '{}')) },
  { fault: '404 without a code', expected: INVALID, responders: always(fault.reply(404, '<html>')) },
  { fault: '409', expected: INVALID, responders: always(fault.reply(409, '{}')) },
  { fault: '412', expected: INVALID, responders: always(fault.reply(412, '{}')) },
  { fault: '500', expected: UNAVAILABLE, responders: always(fault.reply(500, '{}')) },
  {
    fault: '502 with an HTML page',
    expected: UNAVAILABLE,
    responders: always(fault.reply(502, '<html>Bad Gateway</html>')),
  },
  {
    fault: 'two 503 responses in a row',
    expected: ['whole', 2],
    responders: ({ unchanged }) => [fault.reply(503), fault.reply(503), unchanged],
  },
  { fault: '429', expected: THROTTLED, responders: always(fault.reply(429, '{}')) },
  {
    fault: 'one 429 with Retry-After',
    expected: ONE_MORE,
    responders: once(fault.reply(429, '{}', { 'retry-after': '1' })),
  },
  {
    fault: '429 with a Retry-After of a thousand years',
    expected: ['UPSTREAM_THROTTLED', 1],
    responders: always(fault.reply(429, '{}', { 'retry-after': '31556926000' })),
  },
  {
    fault: '429 with an invalid Retry-After',
    expected: THROTTLED,
    responders: always(fault.reply(429, '{}', { 'retry-after': 'someday' })),
  },

  // Errors in a body with status 200
  { fault: 'an outage reported with status 200', expected: UNAVAILABLE, responders: respondsWithError('outage') },
  {
    fault: 'missing permission reported with status 200',
    expected: FORBIDDEN,
    responders: respondsWithError('forbidden'),
  },
  { fault: 'throttling reported with status 200', expected: THROTTLED, responders: respondsWithError('throttling') },
  { fault: 'bad credentials reported with status 200', expected: AUTH, responders: respondsWithError('credentials') },
  { fault: 'an unknown error code with status 200', expected: INVALID, responders: respondsWithError('unknown') },
  {
    fault: 'a rejection because of clock skew',
    expected: ONE_MORE,
    responders: ({ unchanged }, provider) => [clockSkewRejection(provider), unchanged],
  },

  // Schema changes
  { fault: 'a missing list', expected: INVALID, responders: changing(onList(() => undefined)) },
  // Without a total, null is an empty list. The cluster list of DWS is the only one without a usable total.
  {
    fault: 'a list that is null',
    expected: INVALID,
    except: { 'HUAWEI_CSS Cluster.jobs': ['0 rows', 1], 'HUAWEI_DWS _entities': ['0 rows', 1] },
    responders: changing(onList(() => null)),
  },
  { fault: 'a list that is an object', expected: INVALID, responders: changing(onList(() => ({ 0: {} }))) },
  {
    fault: 'a row without an id',
    expected: INVALID,
    except: { 'HUAWEI_DWS Cluster.jobs': WHOLE },
    responders: changing(onRow((row) => withField(row, IDS, () => undefined))),
  },
  {
    fault: 'an id that is an object',
    expected: INVALID,
    except: { 'HUAWEI_DWS Cluster.jobs': WHOLE },
    responders: changing(onRow((row) => withField(row, IDS, () => ({})))),
  },
  {
    fault: 'a row without a time',
    expected: EVERY_ROW,
    responders: changing(onRow((row) => withField(row, TIMES, () => undefined))),
  },
  {
    fault: 'an invalid time',
    expected: EVERY_ROW,
    responders: changing(onRow((row) => withField(row, TIMES, () => 'yesterday'))),
  },
  {
    fault: 'a row that is null',
    expected: WHOLE,
    except: { 'HUAWEI_DWS _entities': ['0 rows', 1], 'HUAWEI_CSS _entities': INVALID },
    responders: changing(onList((rows) => [null, ...rows])),
  },
  { fault: 'a row that is a string', expected: INVALID, responders: changing(onRow(() => 'row')) },
  {
    fault: 'a body that is a list',
    expected: INVALID,
    responders: changing((response) => ({ ...response, body: [response.body] })),
  },
  {
    fault: 'unknown fields',
    expected: WHOLE,
    responders: changing(onEveryRow((row) => ({ ...row, hasOwnProperty: 1, constructor: {}, new: [] }))),
  },
  {
    fault: 'wrong types in optional fields',
    expected: WHOLE,
    responders: changing(
      onEveryRow((row) => ({ ...row, status: {}, actions: 7, nodes: 'x', datastore: [], log: 5, resources: 'r' })),
    ),
  },

  // Lists
  {
    fault: 'the offset is ignored',
    paginates: true,
    expected: NOTHING_LOST,
    responders: (backend) => [repeated(backend)],
  },
  {
    fault: 'every response repeats the first one',
    paginates: true,
    expected: NOTHING_LOST,
    responders: (backend) => [stuck(backend)],
  },
  // CSS has no total of jobs and DWS no usable total of clusters, so missing rows cannot be detected there.
  {
    fault: 'empty pages after the first, contrary to the total',
    paginates: true,
    expected: NOTHING_LOST,
    except: { 'HUAWEI_CSS Cluster.jobs': ['15 rows', '*'], 'HUAWEI_DWS clusters': ['2 rows', '*'] },
    responders: (backend) => [emptyAfterFirst(backend)],
  },
  {
    fault: 'an empty list, contrary to the total',
    paginates: true,
    expected: INVALID,
    except: {
      'HUAWEI_CSS Cluster.jobs': ['0 rows', 1],
      'HUAWEI_DWS clusters': ['0 rows', 1],
    },
    responders: changing(onList(() => [])),
  },
  {
    fault: 'a total that is too high',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(withTotal((total) => 3 * total + 7)),
  },
  {
    fault: 'a total that is too low',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(withTotal(() => 1)),
  },
  {
    fault: 'a total of zero',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(withTotal(() => 0)),
  },
  {
    fault: 'a total that is not a number',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(withTotal(() => Number.NaN)),
  },
  {
    fault: 'duplicate rows in a page',
    paginates: true,
    expected: NOTHING_LOST,
    responders: changing(onList((rows) => [...rows.slice(0, 3), ...rows.slice(2)])),
  },
  {
    fault: 'pages whose rows are reversed',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(onList((rows) => rows.toReversed())),
  },
  {
    fault: 'two rows in the wrong order',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(onList(([a, b, ...rows]) => [b, a, ...rows].filter((row) => row !== undefined))),
  },
  {
    fault: 'pages of twelve rows at most',
    paginates: true,
    expected: WHOLE_AFTER_MORE_CALLS,
    responders: changing(onList((rows) => rows.slice(0, 12))),
  },
  {
    fault: 'the same time in all rows',
    paginates: true,
    expected: ['as many', '*'],
    except: { _entities: WHOLE },
    responders: changing(
      onEveryRow((row) =>
        withField(row, TIMES, (time) => (typeof time === 'number' ? Date.UTC(2026, 10, 20) : '2026-11-20T00:00:00Z')),
      ),
    ),
  },
];

export function expectationOf(
  { expected, except = {} }: Row,
  provider: FaultyProvider,
  entry: EntryPoint,
): Expectation {
  return except[`${provider} ${entry}`] ?? except[provider] ?? except[entry] ?? expected;
}
