import type { Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { CANARIES } from './canaries.js';

const ECHO = `${CANARIES.upstreamBody} ${CANARIES.cssKey} ${CANARIES.directive}`;

/** Faults that hold up to us what we sent, or what is not for callers. */
export const FAULTS: readonly (readonly [string, Responder])[] = [
  ['a closed connection', fault.closeAtOnce],
  ['a reset in the middle', fault.resetMidBody],
  ['an early end', fault.truncated],
  ['no HTTP', fault.notHttp],
  ['HTML', fault.reply(200, `<html>${ECHO}</html>`)],
  ['bytes that are no UTF-8', fault.badUtf8],
  ['a redirect with a secret', fault.redirect(`http://127.0.0.1:1/?${ECHO}`)],
  ['an error that quotes', fault.reply(400, JSON.stringify({ error_code: 'X.1', error_msg: ECHO, request_id: ECHO }))],
  [
    'a refusal that quotes',
    fault.reply(401, JSON.stringify({ error_msg: ECHO, error: { message: ECHO, code: ECHO } })),
  ],
  ['an error code that quotes', fault.json({ ret_code: 1200, message: `signature not match ${ECHO}` })],
  ['an unknown code that quotes', fault.json({ ret_code: ECHO, error_code: ECHO })],
  ['a request id that quotes', fault.reply(500, '{}', { 'x-request-id': `${ECHO} and more` })],
  ['a header that quotes', fault.reply(429, '{}', { 'retry-after': ECHO, server: ECHO })],
  [
    'rows that quote',
    fault.json({ ret_code: 0, clusters: [{ [ECHO]: ECHO }], instances: [{ id: 'c1', created: ECHO }] }),
  ],
  ['times that quote', fault.json({ ret_code: 0, cluster_set: [{ cluster_id: 'cl-1', create_time: ECHO }] })],
];
