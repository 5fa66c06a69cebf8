import { createHash, createHmac } from 'node:crypto';
import type { CloudRequest } from '../service.js';

/** The parts of an Authorization header of AK/SK. */
export interface Claim {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

type Signed = Pick<CloudRequest, 'method' | 'path' | 'rawQuery' | 'headers' | 'body'>;

const FORM = /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/** Parses the header; `undefined` if it does not have the documented form. */
export function parseClaim(authorization: string): Claim | undefined {
  const [, accessKeyId, names, signature] = FORM.exec(authorization) ?? [];
  if (accessKeyId === undefined || names === undefined || signature === undefined) return undefined;
  return { accessKeyId, signedHeaders: names.split(';'), signature };
}

/** Whether the signature is the one that the secret key gives for this request. */
export function verifySignature(request: Signed, claim: Claim, secretAccessKey: string): boolean {
  const date = header(request, 'x-sdk-date');
  const text = `SDK-HMAC-SHA256\n${date}\n${sha256(canonicalRequest(request, claim.signedHeaders))}`;
  return createHmac('sha256', secretAccessKey).update(text).digest('hex') === claim.signature;
}

/**
 * The canonical request, which is hashed. It is created from the decoded request, as at the gateway: the
 * official SDK sends `*` as it is and signs `%2A`. The signed headers are the client's choice: some leave out host.
 */
export function canonicalRequest(request: Signed, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${header(request, name).trim()}\n`).join('');
  const { method, path, rawQuery } = request;
  const bodyHash = header(request, 'x-sdk-content-sha256') || sha256(request.body);
  return [method, canonicalPath(path), canonicalQuery(rawQuery), headers, signedHeaders.join(';'), bodyHash].join('\n');
}

/** A text that is no valid encoding stays as it is: it names nothing, but it must not break the server. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encode(decodeSegment(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function canonicalQuery(rawQuery: string): string {
  const pairs = [...new URLSearchParams(rawQuery)];
  return pairs
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** RFC 3986: only letters, digits and `-_.~` stay. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function header({ headers }: Signed, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
