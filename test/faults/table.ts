import type { FaultyProvider } from './world.js';
import type { Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import type { Backend } from './backend.js';
import { IDS, onEveryRow, onList, onRow, TIMES, withField, withTotal } from './bodies.js';
import { complaint, type Complaint } from './complaints.js';
import type { Entry } from './entries.js';
import { clockRefusal, emptyAfterFirst, repeated, stuck } from './stateful-faults.js';
import * as wire from './wire-faults.js';

/**
 * What comes of a fault: everything, as if nothing had happened, or an error; and how many upstream calls that takes.
 * With 'whole', how many more than without the fault. 'as many' are as many different rows, with other ids; 'nothing
 * lost' is everything or an error, whichever it comes to, and never a row less in silence. A star leaves a count open.
 */
type Expectation = readonly [outcome: string, calls: number | '*'];

export interface Row {
  readonly fault: string;
  readonly is: Expectation;
  /** Where it comes to something else: at a provider, at an entry, or at both. */
  readonly except?: Readonly<Partial<Record<FaultyProvider | Entry | `${FaultyProvider} ${Entry}`, Expectation>>>;
  /** What the provider answers: the first to the first request, the last to all that remain. */
  readonly answers?: (backend: Backend, provider: FaultyProvider) => readonly Responder[];
  /** Where the account's endpoint is, if not at the fault server. */
  readonly endpoint?: 'refusing' | 'nameless' | 'untrusted' | 'plain' | 'silent';
  /** Asks all pages, five rows at a time. */
  readonly walks?: true;
  /** Asks without the fault first, over a connection that stays open. */
  readonly warm?: true;
  readonly upstreamTimeoutMs?: number;
}

const always = (responder: Responder) => () => [responder];
const complains = (kind: Complaint) => (_: Backend, provider: FaultyProvider) => [complaint(kind, provider)];
const once = (responder: Responder) => (backend: Backend) => [responder, backend.right];
const changing = (change: Parameters<Backend['changed']>[0]) => (backend: Backend) => [backend.changed(change)];

const UNAVAILABLE: Expectation = ['UPSTREAM_UNAVAILABLE', 3];
const TIMEOUT: Expectation = ['UPSTREAM_TIMEOUT', 3];
const INVALID: Expectation = ['UPSTREAM_INVALID', 1];
const AUTH: Expectation = ['UPSTREAM_AUTH', 1];
const FORBIDDEN: Expectation = ['UPSTREAM_FORBIDDEN', 1];
const THROTTLED: Expectation = ['UPSTREAM_THROTTLED', 3];
const WHOLE: Expectation = ['whole', 0];
const ONE_MORE: Expectation = ['whole', 1];
const SOON_WHOLE: Expectation = ['whole', '*'];
const EVERY_ROW: Expectation = ['every row', '*'];
const NOTHING_LOST: Expectation = ['nothing lost', '*'];

export const TABLE: readonly Row[] = [
  // Connections
  { fault: 'a host without an address', is: ['UPSTREAM_UNAVAILABLE', 0], endpoint: 'nameless' },
  { fault: 'a refused connection', is: ['UPSTREAM_UNAVAILABLE', 0], endpoint: 'refusing' },
  {
    fault: 'a connection that does not come about',
    is: ['UPSTREAM_TIMEOUT', 0],
    endpoint: 'silent',
    upstreamTimeoutMs: 600,
  },
  { fault: 'a certificate that nobody vouches for', is: ['UPSTREAM_UNAVAILABLE', 0], endpoint: 'untrusted' },
  { fault: 'no TLS where it is expected', is: ['UPSTREAM_UNAVAILABLE', 0], endpoint: 'plain' },
  { fault: 'a closed connection', is: UNAVAILABLE, answers: always(fault.closeAtOnce) },
  { fault: 'a reset connection', is: UNAVAILABLE, answers: always(fault.resetAtOnce) },
  {
    fault: 'a connection that closes as it is used again',
    is: ONE_MORE,
    warm: true,
    answers: ({ right }) => [wire.closingOnFirstReuse(right)],
  },

  // Slowness
  { fault: 'no answer', is: TIMEOUT, answers: always(fault.hang), upstreamTimeoutMs: 600 },
  { fault: 'a header that never ends', is: TIMEOUT, answers: always(wire.slowHeaders), upstreamTimeoutMs: 600 },
  { fault: 'a body that drips', is: TIMEOUT, answers: always(fault.drip), upstreamTimeoutMs: 600 },

  // Broken answers
  { fault: 'an answer that ends early', is: UNAVAILABLE, answers: always(fault.truncated) },
  { fault: 'chunks that end early', is: UNAVAILABLE, answers: always(fault.truncatedChunks) },
  { fault: 'a reset in the middle of an answer', is: UNAVAILABLE, answers: always(fault.resetMidBody) },
  { fault: 'one answer that ends early', is: ONE_MORE, answers: once(fault.truncated) },
  { fault: 'chunks without a size', is: INVALID, answers: always(fault.badFraming) },
  { fault: 'two lengths', is: UNAVAILABLE, answers: always(wire.twoLengths) },
  { fault: 'a length and chunks', is: UNAVAILABLE, answers: always(wire.lengthAndChunks) },
  { fault: 'a negative length', is: INVALID, answers: always(wire.negativeLength) },
  { fault: 'something that is not HTTP', is: INVALID, answers: always(fault.notHttp) },
  { fault: 'a header of 100 kB', is: INVALID, answers: always(fault.largeHeader) },
  { fault: 'a body that says it has 300 MB', is: INVALID, answers: always(fault.announcedHuge) },
  { fault: 'a body that has 9 MB', is: INVALID, answers: always(fault.endless(9)) },
  { fault: 'a compressed body', is: INVALID, answers: always(fault.gzipped) },
  { fault: 'bytes that are not UTF-8', is: INVALID, answers: always(fault.badUtf8) },
  { fault: 'an empty body', is: INVALID, answers: always(fault.empty) },
  { fault: 'a page of HTML with 200', is: INVALID, answers: always(fault.html) },
  { fault: 'JSON 100,000 levels deep', is: INVALID, answers: always(fault.deepJson) },
  { fault: 'keys named __proto__', is: INVALID, answers: always(fault.protoKey) },
  {
    fault: 'rows with keys named __proto__',
    is: WHOLE,
    answers: changing(onEveryRow((row) => ({ ['__proto__']: { id: 1 }, ...row }))),
  },
  { fault: 'a redirect', is: INVALID, answers: always(fault.redirect('http://127.0.0.1:1/')) },

  // Statuses
  {
    fault: '400',
    is: INVALID,
    // A list that rejects its parameters is asked with smaller limits, DWS tasks also without an order.
    except: {
      'HUAWEI_CSS Cluster.jobs': ['UPSTREAM_INVALID', 5],
      'HUAWEI_CSS clusters': ['UPSTREAM_INVALID', 5],
      'HUAWEI_DWS Cluster.jobs': ['UPSTREAM_INVALID', 10],
      'HUAWEI_GEMINIDB Cluster.jobs': ['UPSTREAM_INVALID', 3],
      'HUAWEI_GEMINIDB clusters': ['UPSTREAM_INVALID', 4],
    },
    answers: always(fault.reply(400, '{}')),
  },
  { fault: '401', is: AUTH, answers: always(fault.reply(401, '{}')) },
  { fault: '403', is: FORBIDDEN, answers: always(fault.reply(403, '{}')) },
  { fault: '404 without a code', is: INVALID, answers: always(fault.reply(404, '<html>')) },
  { fault: '409', is: INVALID, answers: always(fault.reply(409, '{}')) },
  { fault: '412', is: INVALID, answers: always(fault.reply(412, '{}')) },
  { fault: '500', is: UNAVAILABLE, answers: always(fault.reply(500, '{}')) },
  { fault: '502 with a page of HTML', is: UNAVAILABLE, answers: always(fault.reply(502, '<html>Bad Gateway</html>')) },
  {
    fault: 'a burst of two 503',
    is: ['whole', 2],
    answers: ({ right }) => [fault.reply(503), fault.reply(503), right],
  },
  { fault: '429', is: THROTTLED, answers: always(fault.reply(429, '{}')) },
  { fault: 'one 429 that says when', is: ONE_MORE, answers: once(fault.reply(429, '{}', { 'retry-after': '1' })) },
  {
    fault: '429 for a thousand years',
    is: ['UPSTREAM_THROTTLED', 1],
    answers: always(fault.reply(429, '{}', { 'retry-after': '31556926000' })),
  },
  { fault: '429 until someday', is: THROTTLED, answers: always(fault.reply(429, '{}', { 'retry-after': 'someday' })) },

  // Errors inside of a success
  { fault: 'an outage inside of 200', is: UNAVAILABLE, answers: complains('outage') },
  { fault: 'a refusal inside of 200', is: FORBIDDEN, answers: complains('forbidden') },
  { fault: 'throttling inside of 200', is: THROTTLED, answers: complains('throttling') },
  { fault: 'bad credentials inside of 200', is: AUTH, answers: complains('credentials') },
  { fault: 'an unknown code inside of 200', is: INVALID, answers: complains('unknown') },
  { fault: 'a wrong clock', is: ONE_MORE, answers: ({ right }, provider) => [clockRefusal(provider), right] },

  // Schemas that drift
  { fault: 'no list', is: INVALID, answers: changing(onList(() => undefined)) },
  // Without a total, null is an empty list; DWS's totals of clusters are in the list only.
  {
    fault: 'a list that is null',
    is: INVALID,
    except: { 'HUAWEI_CSS Cluster.jobs': ['0 rows', 1], 'HUAWEI_DWS _entities': ['0 rows', 1] },
    answers: changing(onList(() => null)),
  },
  { fault: 'a list that is an object', is: INVALID, answers: changing(onList(() => ({ 0: {} }))) },
  {
    fault: 'a row without an id',
    is: INVALID,
    except: { 'HUAWEI_DWS Cluster.jobs': WHOLE },
    answers: changing(onRow((row) => withField(row, IDS, () => undefined))),
  },
  {
    fault: 'an id that is an object',
    is: INVALID,
    except: { 'HUAWEI_DWS Cluster.jobs': WHOLE },
    answers: changing(onRow((row) => withField(row, IDS, () => ({})))),
  },
  {
    fault: 'a row without a time',
    is: EVERY_ROW,
    answers: changing(onRow((row) => withField(row, TIMES, () => undefined))),
  },
  {
    fault: 'a time that is none',
    is: EVERY_ROW,
    answers: changing(onRow((row) => withField(row, TIMES, () => 'yesterday'))),
  },
  {
    fault: 'a row that is null',
    is: WHOLE,
    except: { 'HUAWEI_DWS _entities': ['0 rows', 1], 'HUAWEI_CSS _entities': INVALID },
    answers: changing(onList((rows) => [null, ...rows])),
  },
  { fault: 'a row that is a text', is: INVALID, answers: changing(onRow(() => 'row')) },
  { fault: 'a body that is a list', is: INVALID, answers: changing((told) => ({ ...told, body: [told.body] })) },
  {
    fault: 'unknown fields',
    is: WHOLE,
    answers: changing(onEveryRow((row) => ({ ...row, hasOwnProperty: 1, constructor: {}, new: [] }))),
  },
  {
    fault: 'odd types of what only decorates',
    is: WHOLE,
    answers: changing(
      onEveryRow((row) => ({ ...row, status: {}, actions: 7, nodes: 'x', datastore: [], log: 5, resources: 'r' })),
    ),
  },

  // Lists
  { fault: 'every page is the first', walks: true, is: NOTHING_LOST, answers: (backend) => [repeated(backend)] },
  {
    fault: 'every answer is the first',
    walks: true,
    is: NOTHING_LOST,
    answers: (backend) => [stuck(backend)],
  },
  // CSS tells no total of jobs and DWS none of clusters that counts: where nothing follows, nothing is missed.
  {
    fault: 'empty pages under a total',
    walks: true,
    is: NOTHING_LOST,
    except: { 'HUAWEI_CSS Cluster.jobs': ['15 rows', '*'], 'HUAWEI_DWS clusters': ['2 rows', '*'] },
    answers: (backend) => [emptyAfterFirst(backend)],
  },
  {
    fault: 'an empty list under a total',
    walks: true,
    is: INVALID,
    except: {
      'HUAWEI_CSS Cluster.jobs': ['0 rows', 1],
      'HUAWEI_DWS clusters': ['0 rows', 1],
    },
    answers: changing(onList(() => [])),
  },
  {
    fault: 'a total that is too high',
    walks: true,
    is: SOON_WHOLE,
    answers: changing(withTotal((total) => 3 * total + 7)),
  },
  { fault: 'a total that is too low', walks: true, is: SOON_WHOLE, answers: changing(withTotal(() => 1)) },
  { fault: 'a total of nothing', walks: true, is: SOON_WHOLE, answers: changing(withTotal(() => 0)) },
  { fault: 'a total that is no number', walks: true, is: SOON_WHOLE, answers: changing(withTotal(() => Number.NaN)) },
  {
    fault: 'rows twice in a page',
    walks: true,
    is: NOTHING_LOST,
    answers: changing(onList((rows) => [...rows.slice(0, 3), ...rows.slice(2)])),
  },
  {
    fault: 'pages in the wrong order inside',
    walks: true,
    is: SOON_WHOLE,
    answers: changing(onList((rows) => rows.toReversed())),
  },
  {
    fault: 'two rows in the wrong order',
    walks: true,
    is: SOON_WHOLE,
    answers: changing(onList(([a, b, ...rows]) => [b, a, ...rows].filter((row) => row !== undefined))),
  },
  {
    fault: 'pages of twelve rows at most',
    walks: true,
    is: SOON_WHOLE,
    answers: changing(onList((rows) => rows.slice(0, 12))),
  },
  {
    fault: 'one time for all rows',
    walks: true,
    is: ['as many', '*'],
    except: { _entities: WHOLE },
    answers: changing(
      onEveryRow((row) =>
        withField(row, TIMES, (time) => (typeof time === 'number' ? Date.UTC(2026, 10, 20) : '2026-11-20T00:00:00Z')),
      ),
    ),
  },
];

export function expectationOf({ is, except = {} }: Row, provider: FaultyProvider, entry: Entry): Expectation {
  return except[`${provider} ${entry}`] ?? except[provider] ?? except[entry] ?? is;
}
