import { createHmac, hash, type KeyObject } from 'node:crypto';
import { toCanonicalPath } from './canonical.js';

const ALGORITHM = 'SDK-HMAC-SHA256';
/** The hash of an empty body. */
const EMPTY_HASH = hash('sha256', '');

/** The parts of a request that are signed. */
export interface Signable {
  readonly method: string;
  /** Percent-encoded, as sent. */
  readonly path: string;
  /** Canonical, as sent. */
  readonly query: string;
  /** `name:value\n` for each signed header, lower-case and sorted by name. */
  readonly headers: string;
  /** The names of those headers, joined by semicolons. */
  readonly signedHeaders: string;
  readonly body?: string | undefined;
}

/** The canonical request of SDK-HMAC-SHA256. */
export function toCanonicalRequest({ method, path, query, headers, signedHeaders, body }: Signable): string {
  const bodyHash = body === undefined ? EMPTY_HASH : hash('sha256', body);
  return `${method}\n${toCanonicalPath(path)}\n${query}\n${headers}\n${signedHeaders}\n${bodyHash}`;
}

/** The value of `Authorization`. `date` is the value of `X-Sdk-Date`. */
export function toAuthorization(accessKeyId: string, secretKey: KeyObject, signable: Signable, date: string): string {
  const text = `${ALGORITHM}\n${date}\n${hash('sha256', toCanonicalRequest(signable))}`;
  const signature = createHmac('sha256', secretKey).update(text).digest('hex');
  return `${ALGORITHM} Access=${accessKeyId}, SignedHeaders=${signable.signedHeaders}, Signature=${signature}`;
}

/** The form of `X-Sdk-Date`: 20261121T080000Z. */
export function toSdkDate(now: Date): string {
  return `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
