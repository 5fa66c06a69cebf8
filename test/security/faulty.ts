import type { Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { CANARIES } from './canaries.js';

const ECHO = `${CANARIES.upstreamBody} ${CANARIES.cssKey} ${CANARIES.directive}`;

/** Faulty responses that echo secrets of the request or contain text that callers must not see. */
export const FAULTS: readonly (readonly [string, Responder])[] = [
  ['a closed connection', fault.closeAtOnce],
  ['a reset during the response', fault.resetMidBody],
  ['a truncated response', fault.truncated],
  ['a response that is not HTTP', fault.notHttp],
  ['HTML', fault.reply(200, `<html>${ECHO}</html>`)],
  ['invalid UTF-8', fault.badUtf8],
  ['a redirect with a secret', fault.redirect(`http://127.0.0.1:1/?${ECHO}`)],
  ['an error with an echo', fault.reply(400, JSON.stringify({ error_code: 'X.1', error_msg: ECHO, request_id: ECHO }))],
  ['a 401 with an echo', fault.reply(401, JSON.stringify({ error_msg: ECHO, error: { message: ECHO, code: ECHO } }))],
  ['an error code with an echo', fault.json({ ret_code: 1200, message: `signature not match ${ECHO}` })],
  ['an unknown code with an echo', fault.json({ ret_code: ECHO, error_code: ECHO })],
  ['a request id with an echo', fault.reply(500, '{}', { 'x-request-id': `${ECHO} and more` })],
  ['a header with an echo', fault.reply(429, '{}', { 'retry-after': ECHO, server: ECHO })],
  [
    'rows with an echo',
    fault.json({ ret_code: 0, clusters: [{ [ECHO]: ECHO }], instances: [{ id: 'c1', created: ECHO }] }),
  ],
  ['times with an echo', fault.json({ ret_code: 0, cluster_set: [{ cluster_id: 'cl-1', create_time: ECHO }] })],
];
