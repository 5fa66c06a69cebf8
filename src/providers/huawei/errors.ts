import type { UpstreamReply, ResponseClass } from '../../upstream/index.js';
import { hasData, readBody, readBodyExactly, toErrorDetails, toCode, type ErrorDetails } from './envelope.js';
import { toFailureClass, toInvalid, type CodeMeaning, type FailureClass } from '../shared/error-codes.js';
import { meaningOf } from './error-codes/index.js';

/** With what a request was allowed: an unexplained 401 means something else for each. */
export type Credential = 'access key' | 'token' | 'password';

const BAD_SIGNATURE: FailureClass = { kind: 'auth', signature: true };
const BAD_CREDENTIALS = toFailureClass('credentials');
const TOKEN_EXPIRED = toFailureClass('expired-token');
const UNKNOWN_STATUS = toInvalid("the provider's response has an unexpected HTTP status");
const UNKNOWN_CODE = toInvalid("the provider's response is a success with an error code");
const NO_JSON = toInvalid("the provider's response is not JSON");

/** "Incorrect IAM authentication information": only the rest of the message shows what is incorrect. */
const BY_AUTH_MESSAGE: readonly (readonly [RegExp, FailureClass])[] = [
  [/signature expired/i, toFailureClass('clock-skew')],
  [/verify aksk signature fail/i, BAD_SIGNATURE],
  // The key is locked: more than five bad signatures in a row.
  [/AK access failed to reach the limit/i, BAD_SIGNATURE],
  [/decrypt token fail|x-auth-token not found|token expire/i, TOKEN_EXPIRED],
];

/** Creates the classifier of Huawei's responses: of all its services, its gateway, IAM and its load balancers. */
export function createClassifier(credential: Credential): (reply: UpstreamReply) => ResponseClass {
  return (reply) => {
    const body = readBody(reply.text);
    const code = toCode(body);
    const meaning = code === undefined ? undefined : meaningOf(code, credential === 'password');
    const exactBody = () => readBodyExactly(reply.text);
    if (isSuccess(reply.status, body, code, meaning)) {
      return body === undefined ? NO_JSON : { kind: 'ok', body, exactBody };
    }
    const details = toErrorDetails(exactBody());
    const requestId = toRequestId(reply.headers['x-request-id'] ?? details.requestId);
    const failure = classifyMeaning(meaning, details, credential) ?? classifyStatus(reply.status, credential);
    return requestId === undefined ? failure : { ...failure, requestId };
  };
}

/** "DWS.0000" is the code of some successes; other services may write "0". */
const NO_ERROR = /^(?:[a-z]+\.)?0+$/i;

/**
 * DWS reports some successes as the error "DWS.0000", with 200 or with 417. Any other documented code is an error, also
 * with HTTP 200 and together with data: such a list is empty because of the error. An unknown code is one unless there is data.
 */
function isSuccess(status: number, body: unknown, code: string | undefined, meaning: CodeMeaning | undefined): boolean {
  const isFine = status >= 200 && status < 300;
  if (code === undefined) return isFine;
  if (NO_ERROR.test(code)) return isFine || (status === 417 && code === 'DWS.0000');
  return isFine && meaning === undefined && hasData(body);
}

function classifyMeaning(
  meaning: CodeMeaning | undefined,
  { message }: ErrorDetails,
  credential: Credential,
): FailureClass | undefined {
  if (meaning === 'credentials')
    return BY_AUTH_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? BAD_CREDENTIALS;
  if (meaning === 'unauthenticated') return classifyStatus(401, credential);
  // For IAM, the project is what a token was requested for.
  if (meaning === 'unknown-project' && credential === 'password') return toFailureClass('not-found');
  return meaning === undefined || meaning === 'by-status' ? undefined : toFailureClass(meaning);
}

/** "Any other 404, 409 and 412" is invalid: what is requested exists, and no request changes anything. */
function classifyStatus(status: number, credential: Credential): FailureClass {
  if (status < 300) return UNKNOWN_CODE;
  if (status === 400) return toFailureClass('rejected');
  // A token may be revoked at any time; Huawei's own Go client requests another one after any 401, once.
  if (status === 401) return credential === 'token' ? TOKEN_EXPIRED : BAD_CREDENTIALS;
  if (status === 403) return toFailureClass('forbidden');
  if (status === 408) return toFailureClass('unavailable');
  if (status === 429) return toFailureClass('throttled');
  return status >= 500 ? toFailureClass('unavailable') : UNKNOWN_STATUS;
}

/** Callers see it, so it must look like an id and not like a message. */
function toRequestId(value: string | string[] | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [id] = /^[\w.:-]{1,128}(?=\s*$)/.exec(value) ?? [];
  return id;
}
