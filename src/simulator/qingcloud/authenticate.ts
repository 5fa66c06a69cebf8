import type { SimulatedKey } from '../account.js';
import type { CloudRequest } from '../service.js';
import { demand, type Parameters } from './parameters.js';
import { illegalParameter, RequestError } from './error-reply.js';
import { isSignatureMethod, toSignature } from './signature.js';

/** An access key; `expiresAt`, in milliseconds since 1970, of a temporary one. */
export interface QingCloudKey extends SimulatedKey {
  readonly expiresAt?: number;
}

/** How old a request may be: 60 seconds, then ret_code 1300. */
const LIFETIME_MS = 60_000;

/** Throws a RequestError unless one of the keys has signed this request just now. `version` and `req_id` are optional. */
export function authenticate(
  request: CloudRequest,
  parameters: Parameters,
  keys: ReadonlyMap<string, QingCloudKey>,
  now: number,
): void {
  const accessKeyId = demand(parameters, 'access_key_id');
  const signature = demand(parameters, 'signature');
  if (!isSignatureMethod(demand(parameters, 'signature_method'))) throw illegalParameter('signature_method');
  // Requests with the token of an instance's role have another version (yunify/qingcloud-sdk-go, request/builder.go).
  const version = parameters.has('token') ? '2' : '1';
  if (demand(parameters, 'signature_version') !== version) throw illegalParameter('signature_version');
  const key = keys.get(accessKeyId);
  if (key === undefined) throw new RequestError(1200, `AuthFailure, illegal access key [${accessKeyId}]`);
  // How a wrong token is rejected is not documented.
  if (key.securityToken !== parameters.get('token')) throw new RequestError(1200, 'AuthFailure, illegal token');
  if (key.expiresAt !== undefined && key.expiresAt <= now) throw new RequestError(1200, 'AuthFailure, token expired');
  const expected = toSignature(request.method, request.path, parameters, key.secretAccessKey);
  if (signature !== expected) throw new RequestError(1200, 'AuthFailure, signature not matched');
  if (!isCurrent(parameters, now)) throw new RequestError(1300, 'RequestHasExpired, request has expired');
}

/** The command-line client also sends `expires`, which extends the lifetime. */
function isCurrent(parameters: Parameters, now: number): boolean {
  const stamp = toTime('time_stamp', demand(parameters, 'time_stamp'));
  const expires = parameters.get('expires');
  const end = expires === undefined ? stamp + LIFETIME_MS : toTime('expires', expires);
  return now >= stamp - LIFETIME_MS && now <= end;
}

/** `YYYY-MM-DDThh:mm:ssZ` and nothing else. */
function toTime(name: string, text: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw illegalParameter(name);
  return time;
}
