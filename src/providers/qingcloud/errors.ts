import { parseJson, parseJsonExactly, type ResponseClass, type UpstreamReply } from '../../upstream/index.js';
import { toFailureClass, toInvalid, toMeanings, type FailureClass } from '../shared/error-codes.js';
import { fieldOf } from '../shared/values.js';
import { QINGCLOUD_ERROR_CODES } from './error-codes.js';

/** QingCloud reports errors with HTTP 200. Its messages are not passed on, because they contain ids, keys and user names. */
const MEANINGS = toMeanings(QINGCLOUD_ERROR_CODES);

const BAD_SIGNATURE: FailureClass = { kind: 'auth', signature: true };

/**
 * Classifies a response. Only HTTP 200 comes from the public API itself. Any other status comes from a gateway, and a
 * documented code counts only where the status has no meaning of its own: a private cloud may send it with a 400.
 */
export function classify({ status, text }: UpstreamReply): ResponseClass {
  const byStatus = status === 200 ? undefined : classifyStatus(status);
  if (byStatus !== undefined && byStatus.kind !== 'invalid') return byStatus;
  const body = parseJson(text);
  const retCode = toRetCode(fieldOf(body, 'ret_code'));
  if (byStatus !== undefined && !MEANINGS.has(String(retCode))) return byStatus;
  if (retCode === 0) return { kind: 'ok', body, exactBody: () => parseJsonExactly(text) };
  return retCode === undefined ? withoutCode(body) : classifyCode(retCode, fieldOf(body, 'message'));
}

function withoutCode(body: unknown): FailureClass {
  return toInvalid(`the provider's response ${body === undefined ? 'is not JSON' : 'has no ret_code'}`);
}

function classifyCode(retCode: number, message: unknown): FailureClass {
  if (retCode === 1200 && isBadSignature(message)) return BAD_SIGNATURE;
  const meaning = MEANINGS.get(String(retCode));
  const isKnown = meaning !== undefined && meaning !== 'by-status' && meaning !== 'unauthenticated';
  return isKnown ? toFailureClass(meaning) : toInvalid("the provider's response has an unexpected error code");
}

/** A number; as text it is tolerated, since numbers and strings vary in QingCloud's responses. */
function toRetCode(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : undefined;
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
