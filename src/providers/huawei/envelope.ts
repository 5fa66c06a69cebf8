import { parseJson, parseJsonExactly } from '../../upstream/index.js';
import { fieldOf } from '../shared/values.js';

/** The contents of an error body, in any of Huawei's forms. The message must not leave the process. */
export interface ErrorDetails {
  readonly code: string | undefined;
  readonly message: string;
  readonly requestId: string | undefined;
}

/**
 * The value of a body; `undefined` if it is not JSON, such as a load balancer's page. DWS sends its errors as
 * base64 text in some regions, in either alphabet.
 */
export function readBody(text: string, parse: (text: string) => unknown = parseJson): unknown {
  const value = parse(text);
  const encoded = typeof value === 'string' ? value : value === undefined ? text : undefined;
  return encoded === undefined ? value : (decodeBase64Json(encoded.trim(), parse) ?? value);
}

/** The same with integers beyond 2^53 as texts of all their digits. */
export function readBodyExactly(text: string): unknown {
  return readBody(text, parseJsonExactly);
}

function decodeBase64Json(text: string, parse: (text: string) => unknown): unknown {
  // Node's decoder reads both alphabets, and skips all other characters.
  return BASE64.test(text) ? parse(Buffer.from(text, 'base64').toString('utf8')) : undefined;
}

const BASE64 = /^[\w+/-]{4,}={0,2}$/;

/**
 * Reads `{error_code,error_msg,request_id}`, `{errCode,externalMessage}`, both at once, `{error:{code,message}}`, and
 * the forms of sibling services: `{errorCode,errorMsg}` and `{code,message}`.
 */
export function toErrorDetails(body: unknown): ErrorDetails {
  const message =
    textOf(fieldOf(body, 'error_msg')) ??
    textOf(fieldOf(body, 'externalMessage')) ??
    textOf(fieldOf(fieldOf(body, 'error'), 'message')) ??
    textOf(fieldOf(body, 'errorMsg')) ??
    textOf(fieldOf(body, 'message'));
  return { code: toCode(body), message: message ?? '', requestId: textOf(fieldOf(body, 'request_id')) };
}

/** The error code in a body; `undefined` if there is none. */
export function toCode(body: unknown): string | undefined {
  return (
    textOf(fieldOf(body, 'error_code')) ??
    textOf(fieldOf(body, 'errCode')) ??
    textOf(fieldOf(fieldOf(body, 'error'), 'code')) ??
    prefixedOf(fieldOf(body, 'errorCode')) ??
    prefixedOf(fieldOf(body, 'code'))
  );
}

/** Other values than "CSS.0015" may be data in fields of these names. */
function prefixedOf(value: unknown): string | undefined {
  const code = textOf(value);
  return code !== undefined && /^[a-z]+\.\d+$/i.test(code) ? code : undefined;
}

const ENVELOPE = new Set(
  'error_code error_msg errCode externalMessage request_id error errorCode errorMsg code message'.split(' '),
);

/** Whether a body has data in addition to an error. Empty lists and their totals do not count. */
export function hasData(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return Object.entries(body).some(([name, value]) => !ENVELOPE.has(name) && isData(value));
}

function isData(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}
