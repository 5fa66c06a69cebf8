import * as fault from '../support/responders.js';
import { onEveryRow } from './change-body.js';
import { clockSkewRejection } from './stateful-faults.js';
import * as wire from './wire-faults.js';
import {
  type Row,
  always,
  respondsWithError,
  once,
  changing,
  UNAVAILABLE,
  TIMEOUT,
  INVALID,
  AUTH,
  FORBIDDEN,
  THROTTLED,
  WHOLE,
  ONE_MORE,
} from './expectations.js';

/** Connections, slowness, broken responses, statuses, and errors in a body with status 200. */
export const TRANSPORT_FAULTS: readonly Row[] = [
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
];
