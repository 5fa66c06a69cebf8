import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import { parseJson } from '../../upstream/json.js';
import type { UpstreamReply, ResponseClass } from '../../upstream/upstream.js';

/**
 * What a ret_code means. QingCloud reports its errors inside HTTP 200; the names in the comments are the beginnings
 * of its messages, which stay here: they quote ids, keys and people.
 */
const BY_RET_CODE: ReadonlyMap<number, ResponseClass> = new Map<number, ResponseClass>([
  // InvailidRequestFormat (its spelling): "missing parameter [app]", an illegal value. 1101, an unknown action, is not
  // here: no parameter can bring it about, so a lookup must not take it for "no such id".
  [1100, { kind: 'refused' }],
  [1200, { kind: 'auth', signature: false }], // AuthFailure: "illegal access key [...]"
  [1300, { kind: 'clock-skew' }], // RequestHasExpired: a time_stamp more than 60 seconds away
  [1400, { kind: 'forbidden' }], // PermissionDenied
  [2100, { kind: 'not-found' }], // ResourceNotFound
  [2500, { kind: 'throttled' }], // QuotasExceeded: of resources, or of API requests
  [5000, { kind: 'unavailable' }], // InternalError
  [5100, { kind: 'unavailable' }], // ServerBusy
  [5300, { kind: 'unavailable' }], // ServerUpdating
]);

const BAD_SIGNATURE: ResponseClass = { kind: 'auth', signature: true };

/** What QingCloud's reply means. Only HTTP 200 comes from the API itself; anything else is a gateway's. */
export function classify(reply: UpstreamReply): ResponseClass {
  return reply.status === 200 ? classifyBody(parseJson(reply.text)) : classifyStatus(reply.status);
}

function classifyBody(body: unknown): ResponseClass {
  const retCode = isRecord(body) ? toRetCode(body['ret_code']) : undefined;
  if (!isRecord(body) || retCode === undefined) return invalid("the provider's answer has no ret_code");
  if (retCode === 0) return { kind: 'ok', body };
  if (retCode === 1200 && isBadSignature(body['message'])) return BAD_SIGNATURE;
  return BY_RET_CODE.get(retCode) ?? invalid("the provider's answer has an error code that fits no question of ours");
}

/** A number; as text it is tolerated, since numbers and strings vary in QingCloud's answers. */
function toRetCode(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** "AuthFailure, signature not matched": the key is known, what we made with its secret is wrong. */
function isBadSignature(message: unknown): boolean {
  return typeof message === 'string' && /signature not match/i.test(message);
}

function classifyStatus(status: number): ResponseClass {
  if (status === 429) return { kind: 'throttled' };
  if (status >= 500) return { kind: 'unavailable' };
  if (status === 401) return { kind: 'auth', signature: false };
  if (status === 403) return { kind: 'forbidden' };
  return invalid("the provider's answer has an HTTP status that fits nothing known");
}

function invalid(reason: string): ResponseClass {
  return { kind: 'invalid', reason };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An answer without what every row must have. `place` is a path of field names, never a value. */
export function invalidAnswer(account: Account, place: string): UpstreamError {
  return new UpstreamError('UPSTREAM_INVALID', account, `The provider's answer has no valid ${place}.`);
}

/** QingCloud refuses a question that is right by its documentation. */
export function refusedQuestion(account: Account): UpstreamError {
  return new UpstreamError('UPSTREAM_INVALID', account, 'The provider refuses the parameters of the request.');
}
