import type { FaultyProvider } from './served-graph.js';
import type { Responder } from '../support/fault-server.js';
import { json } from '../support/responders.js';

export type ErrorKind = 'outage' | 'forbidden' | 'throttling' | 'credentials' | 'unknown';

const AT_HUAWEI: Readonly<Record<ErrorKind, string>> = {
  outage: 'APIGW.0203',
  forbidden: 'APIGW.0302',
  throttling: 'APIGW.0308',
  credentials: 'APIGW.0303',
  unknown: 'ABC.4711',
};

const AT_QINGCLOUD: Readonly<Record<ErrorKind, number>> = {
  outage: 5100,
  forbidden: 1400,
  throttling: 2500,
  credentials: 1200,
  unknown: 4711,
};

/** A response with status 200 whose body is an error in the provider's format. */
export function errorWithStatus200(kind: ErrorKind, provider: FaultyProvider): Responder {
  return provider === 'QINGCLOUD'
    ? json({ ret_code: AT_QINGCLOUD[kind], message: 'no' })
    : json({ error_code: AT_HUAWEI[kind], error_msg: 'no' });
}
