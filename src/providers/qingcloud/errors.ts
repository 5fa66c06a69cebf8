import { parseJson, parseJsonExactly, type ResponseClass, type UpstreamReply } from '../../upstream/index.js';
import { toFailureClass, toInvalid, toMeanings, type FailureClass } from '../shared/error-codes.js';
import { QINGCLOUD_ERROR_CODES } from './error-codes.js';

/** QingCloud reports errors with HTTP 200. Its messages are not passed on, because they contain ids, keys and user names. */
const MEANINGS = toMeanings(QINGCLOUD_ERROR_CODES);

const BAD_SIGNATURE: ResponseClass = { kind: 'auth', signature: true };

/** Classifies a response. Only HTTP 200 comes from the API itself; any other status comes from a gateway. */
export function classify(reply: UpstreamReply): ResponseClass {
  return reply.status === 200 ? classifyBody(reply.text) : classifyStatus(reply.status);
}

function classifyBody(text: string): ResponseClass {
  const body = parseJson(text);
  const retCode = isRecord(body) ? toRetCode(body['ret_code']) : undefined;
  if (!isRecord(body) || retCode === undefined) return toInvalid("the provider's response has no ret_code");
  if (retCode === 0) return { kind: 'ok', body, exactBody: () => parseJsonExactly(text) };
  if (retCode === 1200 && isBadSignature(body['message'])) return BAD_SIGNATURE;
  return classifyCode(retCode);
}

function classifyCode(retCode: number): FailureClass {
  const meaning = MEANINGS.get(String(retCode));
  const isKnown = meaning !== undefined && meaning !== 'by-status' && meaning !== 'unauthenticated';
  return isKnown ? toFailureClass(meaning) : toInvalid("the provider's response has an unexpected error code");
}

/** A number; as text it is tolerated, since numbers and strings vary in QingCloud's responses. */
function toRetCode(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** "AuthFailure, signature not matched": the key exists, but the signature is wrong. */
function isBadSignature(message: unknown): boolean {
  return typeof message === 'string' && /signature not match/i.test(message);
}

function classifyStatus(status: number): FailureClass {
  if (status === 429) return toFailureClass('throttled');
  if (status >= 500 || status === 408) return toFailureClass('unavailable');
  if (status === 401) return toFailureClass('credentials');
  if (status === 403) return toFailureClass('forbidden');
  return toInvalid("the provider's response has an unexpected HTTP status");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
