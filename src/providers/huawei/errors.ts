import type { UpstreamReply, ResponseClass } from '../../upstream/index.js';
import { hasData, readBody, toCode, toComplaint, type Complaint } from './envelope.js';

/** With what a request was allowed: an unexplained 401 says something else of each. */
export type Credential = 'access key' | 'token' | 'password';

type Failure = Exclude<ResponseClass, { kind: 'ok' }>;

const BAD_SIGNATURE: Failure = { kind: 'auth', signature: true };
const BAD_CREDENTIALS: Failure = { kind: 'auth', signature: false };
const TOKEN_EXPIRED: Failure = { kind: 'token-expired' };
const CLOCK_SKEW: Failure = { kind: 'clock-skew' };
const NOT_FOUND: Failure = { kind: 'not-found' };
const FORBIDDEN: Failure = { kind: 'forbidden' };
const THROTTLED: Failure = { kind: 'throttled' };
const UNAVAILABLE: Failure = { kind: 'unavailable' };
const REFUSED: Failure = { kind: 'refused' };
const UNKNOWN_STATUS = toInvalid("the provider's answer has an HTTP status that fits no question of ours");
const UNKNOWN_CODE = toInvalid("the provider's answer is a success with an error code");
const NO_JSON = toInvalid("the provider's answer is no JSON");

/** What the services' own codes mean, whatever HTTP status they come with. */
const BY_SERVICE_CODE: ReadonlyMap<string, Failure> = new Map<string, Failure>([
  ['CSS.0001', REFUSED], // 400 "Incorrect parameters."
  ['CSS.0002', NOT_FOUND], // 404 "The instance does not exist."
  ['CSS.0015', NOT_FOUND], // 403 "No resources are found or the access is denied."
  ['CSS.0016', NOT_FOUND], // 404 "Resource not found."
  ['CSS.0022', NOT_FOUND], // 404 "The instance does not exist or has been deleted."
  ['CSS.0047', NOT_FOUND], // 400 "The cluster does not exist or has been deleted."
  ['CSS.1103', NOT_FOUND], // 404 "The instance does not exist!"
  ['CSS.3027', NOT_FOUND], // 404 "The cluster does not exist!"
  ['DWS.0001', NOT_FOUND], // 400 for an id that is no UUID
  ['DWS.0015', NOT_FOUND], // 403 for a UUID that is no cluster's
  ['DWS.0047', NOT_FOUND], // 401 or 404, the same in other regions
  ['DWS.3027', NOT_FOUND], // 404 for a deleted cluster
  ['DBS.200001', REFUSED], // 400 "Parameter error."
  ['DBS.200002', NOT_FOUND], // 404 for an instance that does not exist
  ['DBS.280056', TOKEN_EXPIRED], // 403 "Token invalid"
  ['DBS.280443', THROTTLED], // 429
]);

/** What the API gateway's codes mean: APIG.* in one cloud, APIGW.* in another, with the same numbers. */
const BY_GATEWAY_CODE: ReadonlyMap<string, Failure> = new Map<string, Failure>([
  ['0202', UNAVAILABLE], // backend unavailable
  ['0203', UNAVAILABLE], // backend timeout
  ['0302', FORBIDDEN], // "IAM user not authorized"
  ['0304', FORBIDDEN],
  ['0306', FORBIDDEN],
  ['0307', TOKEN_EXPIRED], // "The token must be updated."
  ['0308', THROTTLED], // "The throttling threshold has been reached"
  ['0310', FORBIDDEN], // project unavailable
  ['0401', FORBIDDEN], // IP address refused
  ['0402', FORBIDDEN],
  ['0601', UNAVAILABLE], // internal error
  ['0610', UNAVAILABLE], // no backend
  ['0613', UNAVAILABLE], // IAM unavailable
  ['0802', FORBIDDEN], // "forbidden in the current region"
]);

/** "Incorrect IAM authentication information": only the rest of the sentence tells what is incorrect. */
const AUTH_GATEWAY_CODES: ReadonlySet<string> = new Set(['0301', '0303', '0305']);
const BY_AUTH_MESSAGE: readonly (readonly [RegExp, Failure])[] = [
  [/signature expired/i, CLOCK_SKEW],
  [/verify aksk signature fail/i, BAD_SIGNATURE],
  // The key is locked: more than five bad signatures in a row.
  [/AK access failed to reach the limit/i, BAD_SIGNATURE],
  [/decrypt token fail|x-auth-token not found|token expire/i, TOKEN_EXPIRED],
];

/** Makes what tells the meaning of Huawei's replies: of all its services, its gateway, IAM and its load balancers. */
export function createClassifier(credential: Credential): (reply: UpstreamReply) => ResponseClass {
  return (reply) => {
    const body = readBody(reply.text);
    if (isSuccess(reply.status, body)) return body === undefined ? NO_JSON : { kind: 'ok', body };
    const complaint = toComplaint(body);
    const requestId = toRequestId(reply.headers['x-request-id'] ?? complaint.requestId);
    const failure = classifyFailure(reply.status, complaint, credential);
    return requestId === undefined ? failure : { ...failure, requestId };
  };
}

/** DWS reports a success as an error at times: "DWS.0000" with 200, or with 417. */
function isSuccess(status: number, body: unknown): boolean {
  const code = toCode(body);
  const isFine = status >= 200 && status < 300;
  if (code === 'DWS.0000') return isFine || status === 417;
  return isFine && (code === undefined || hasData(body));
}

function classifyFailure(status: number, complaint: Complaint, credential: Credential): Failure {
  return classifyCode(complaint) ?? classifyStatus(status, credential);
}

function classifyCode({ code = '', message }: Complaint): Failure | undefined {
  const gatewayCode = /^APIGW?\.(\d+)$/.exec(code)?.[1];
  if (gatewayCode === undefined) return BY_SERVICE_CODE.get(code);
  if (!AUTH_GATEWAY_CODES.has(gatewayCode)) return BY_GATEWAY_CODE.get(gatewayCode);
  return BY_AUTH_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? BAD_CREDENTIALS;
}

/** "Any other 404, 409 and 412" is invalid: what we ask for exists, and we change nothing. */
function classifyStatus(status: number, credential: Credential): Failure {
  if (status < 300) return UNKNOWN_CODE;
  if (status === 400) return REFUSED;
  // A token may be revoked at any time; Huawei's own Go client buys another at any 401, once.
  if (status === 401) return credential === 'token' ? TOKEN_EXPIRED : BAD_CREDENTIALS;
  if (status === 403) return FORBIDDEN;
  if (status === 408) return UNAVAILABLE;
  if (status === 429) return THROTTLED;
  return status >= 500 ? UNAVAILABLE : UNKNOWN_STATUS;
}

function toInvalid(reason: string): Failure {
  return { kind: 'invalid', reason };
}

/** It is shown to callers, so it must look like an id and not like a message. */
function toRequestId(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && /^[\w.:-]{1,128}$/.test(value) ? value : undefined;
}
