import { createHmac, createSecretKey } from 'node:crypto';
import type { SignableRequest, SignedRequest } from '../../upstream/upstream.js';
import type { AccessKey } from './account.js';

type Pair = readonly [name: string, encoded: string];

/** Signs one attempt at `now`: what a provider accepts for 60 seconds, so it is made anew for each attempt. */
export type Sign = (request: SignableRequest, now: Date) => SignedRequest;

/**
 * Signs for one access key and one zone with HmacSHA256. Everything travels in the query; host and port are not
 * signed, the path is, exactly as sent: `/iaas/` and `/iaas` have different signatures.
 */
export function createSigner(key: AccessKey, zone: string): Sign {
  const secret = createSecretKey(key.secretAccessKey.reveal(), 'utf8');
  const common: readonly Pair[] = [
    toPair('access_key_id', key.accessKeyId),
    toPair('signature_method', 'HmacSHA256'),
    toPair('signature_version', '1'),
    toPair('version', '1'),
    toPair('zone', zone),
  ];
  return (request, now) => {
    const query = toCanonicalQuery([...common, toPair('time_stamp', toTimeStamp(now)), ...toPairs(request.query)]);
    const signature = createHmac('sha256', secret)
      .update(`${request.method}\n${request.path}\n${query}`)
      .digest('base64');
    // Encoded once: twice is the classic mistake, answered with 1200 "AuthFailure, signature not matched".
    return { target: `${request.path}?${query}&signature=${encodeURIComponent(signature)}`, headers: HEADERS };
  };
}

const HEADERS = { accept: 'application/json' } as const;

/** `YYYY-MM-DDThh:mm:ssZ`: the provider's form has whole seconds. */
function toTimeStamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

function toPairs(query: SignableRequest['query']): Pair[] {
  return Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [toPair(name, value)]));
}

function toPair(name: string, value: string): Pair {
  return [name, `${encode(name)}=${encode(value)}`];
}

/** Sorted by name, not by `name=value`: `jobs.1` comes before `jobs.10`, although "=" comes after "0". */
function toCanonicalQuery(pairs: Pair[]): string {
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.map(([, encoded]) => encoded).join('&');
}

/** RFC 3986: only `A-Za-z0-9-._~` stay. `encodeURIComponent` leaves five more, and throws at half a character. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, toHex);
}

function toHex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
