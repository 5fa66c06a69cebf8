import { parseJson } from '../../http/index.js';
import { fieldOf } from '../lenient.js';

/** What an error body says, whichever of Huawei's forms it has. Nothing of the message may leave the process. */
export interface Complaint {
  readonly code: string | undefined;
  readonly message: string;
  readonly requestId: string | undefined;
}

/**
 * The value of a body; `undefined` where it is no JSON, such as a load balancer's page. DWS sends its errors as
 * base64 text in some regions, in either alphabet.
 */
export function readBody(text: string): unknown {
  const value = parseJson(text);
  const encoded = typeof value === 'string' ? value : value === undefined ? text : undefined;
  return encoded === undefined ? value : (decodeBase64Json(encoded.trim()) ?? value);
}

function decodeBase64Json(text: string): unknown {
  // Node's decoder reads both alphabets, and skips what is in neither.
  return BASE64.test(text) ? parseJson(Buffer.from(text, 'base64').toString('utf8')) : undefined;
}

const BASE64 = /^[\w+/-]{4,}={0,2}$/;

/** Reads `{error_code,error_msg,request_id}`, `{errCode,externalMessage}`, both at once, and `{error:{code,message}}`. */
export function toComplaint(body: unknown): Complaint {
  const inner = fieldOf(body, 'error');
  const code = firstText(fieldOf(body, 'error_code'), fieldOf(body, 'errCode'), fieldOf(inner, 'code'));
  const said = ['error_msg', 'externalMessage'].map((name) => fieldOf(body, name));
  return {
    code,
    message: firstText(...said, fieldOf(inner, 'message')) ?? '',
    requestId: firstText(fieldOf(body, 'request_id')),
  };
}

const ENVELOPE = new Set(['error_code', 'error_msg', 'errCode', 'externalMessage', 'request_id', 'error']);

/** Whether a body has anything to say beside a complaint. */
export function hasData(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).some((name) => !ENVELOPE.has(name));
}

function firstText(...values: readonly unknown[]): string | undefined {
  for (const value of values) {
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}
