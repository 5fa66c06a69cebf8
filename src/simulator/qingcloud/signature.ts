import { createHmac } from 'node:crypto';
import type { Parameters } from './parameters.js';

const HASHES = new Map([
  ['HmacSHA256', 'sha256'],
  ['HmacSHA1', 'sha1'],
]);

export function isSignatureMethod(name: string): boolean {
  return HASHES.has(name);
}

/**
 * The expected signature of a request. The parameters are sorted and encoded again, as in the real API: it
 * accepts another order, and a space that was sent as a plus.
 */
export function toSignature(method: string, path: string, parameters: Parameters, secret: string): string {
  const query = [...parameters]
    .filter(([name]) => name !== 'signature')
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  const hash = HASHES.get(parameters.get('signature_method') ?? '') ?? 'sha256';
  return createHmac(hash, secret).update(`${method}\n${path}\n${query}`).digest('base64');
}

/** Byte by byte: only the unreserved characters of RFC 3986 stay as they are. */
function encode(text: string): string {
  return Buffer.from(text, 'utf8').reduce((encoded, byte) => encoded + encodeByte(byte), '');
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
