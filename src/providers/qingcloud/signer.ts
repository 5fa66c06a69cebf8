import { createHmac, createSecretKey } from 'node:crypto';
import type { Secret } from '../../config/config.js';
import type { SignableRequest } from '../../upstream/upstream.js';
import { percentEncode } from '../shared/percent-encoding.js';
import type { Sign } from '../shared/sign-with.js';

type Pair = readonly [name: string, encoded: string];

/** An access key. `token`: the token of a temporary key. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly token?: Secret | undefined;
}

/**
 * Signs for one access key and one zone with HmacSHA256. The provider accepts a signature for 60 seconds. All parameters
 * are in the query. The path is signed exactly as sent, so `/iaas/` and `/iaas` have different signatures; host and port
 * are not signed.
 */
export function createSigner({ accessKeyId, secretAccessKey, token }: AccessKey, zone: string): Sign {
  const secret = createSecretKey(secretAccessKey.reveal(), 'utf8');
  const common: readonly Pair[] = [
    toPair('access_key_id', accessKeyId),
    toPair('signature_method', 'HmacSHA256'),
    // Requests with the token of an instance's role have another signature version.
    toPair('signature_version', token === undefined ? '1' : '2'),
    ...(token === undefined ? [] : [toPair('token', token.reveal())]),
    toPair('version', '1'),
    toPair('zone', zone),
  ];
  return (request, now) => {
    const query = toCanonicalQuery([...common, toPair('time_stamp', toTimeStamp(now)), ...toPairs(request.query)]);
    const signature = createHmac('sha256', secret)
      .update(`${request.method}\n${request.path}\n${query}`)
      .digest('base64');
    // Encoded only once: a signature that is encoded twice is rejected with 1200 "AuthFailure, signature not matched".
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
  return [name, `${percentEncode(name)}=${percentEncode(value)}`];
}

/** Sorted by name, not by `name=value`: `jobs.1` comes before `jobs.10`, although "=" comes after "0". */
function toCanonicalQuery(pairs: Pair[]): string {
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.map(([, encoded]) => encoded).join('&');
}
