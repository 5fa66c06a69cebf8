import type { FaultyProvider } from './world.js';
import type { Responder } from '../support/fault-server.js';
import { json } from '../support/responders.js';

export type Complaint = 'outage' | 'forbidden' | 'throttling' | 'credentials' | 'unknown';

const AT_HUAWEI: Readonly<Record<Complaint, string>> = {
  outage: 'APIGW.0203',
  forbidden: 'APIGW.0302',
  throttling: 'APIGW.0308',
  credentials: 'APIGW.0303',
  unknown: 'ABC.4711',
};

const AT_QINGCLOUD: Readonly<Record<Complaint, number>> = {
  outage: 5100,
  forbidden: 1400,
  throttling: 2500,
  credentials: 1200,
  unknown: 4711,
};

/** A success whose body says otherwise, in the provider's own words. */
export function complaint(kind: Complaint, provider: FaultyProvider): Responder {
  return provider === 'QINGCLOUD'
    ? json({ ret_code: AT_QINGCLOUD[kind], message: 'no' })
    : json({ error_code: AT_HUAWEI[kind], error_msg: 'no' });
}
