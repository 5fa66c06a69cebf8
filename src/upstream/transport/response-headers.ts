import type { UpstreamReply } from '../upstream.js';

type Headers = UpstreamReply['headers'];

type TimedResponse = Pick<UpstreamReply, 'headers' | 'serverTime'>;

let lastDate = '';
let lastTime: number | undefined;

/** The provider's clock. Responses of one second have the same `Date`, so it is parsed once. */
export function serverTimeOf(headers: Headers): number | undefined {
  const date = headers['date'];
  if (typeof date !== 'string') return undefined;
  if (date !== lastDate) {
    lastDate = date;
    // undici keeps the white space behind a value.
    lastTime = parseHttpDate(date.trim());
  }
  return lastTime;
}

/**
 * The Retry-After in milliseconds; `undefined` if there is none or it is not valid. A date in it is by the provider's
 * clock: `now` counts only if the response does not have the provider's time.
 */
export function retryAfterMsOf({ headers, serverTime }: TimedResponse, now = Date.now()): number | undefined {
  const value = [headers['retry-after']].flat()[0]?.trim();
  if (value === undefined) return undefined;
  // Digits of any length are valid: "99999999999" is a long time. A proxy may join two values: "7, 7".
  const seconds = /^\+?(\d+(?:\.\d+)?)(?:\s*,.*)?$/.exec(value)?.[1];
  if (seconds !== undefined) return Math.min(Number(seconds), MAX_SECONDS) * 1000;
  const time = parseHttpDate(value);
  return time === undefined ? undefined : Math.min(Math.max(time - (serverTime ?? now), 0), MAX_SECONDS * 1000);
}

// Callers get it as a 32-bit integer.
const MAX_SECONDS = 2_147_483_647;

// Every coding that IANA registers for Content-Encoding, but identity.
const COMPRESSIONS = new Set(
  'aes128gcm br compress dcb dcz deflate exi gzip pack200-gzip x-compress x-gzip zstd'.split(' '),
);

/**
 * Whether the body has another form than its plain bytes. Content-Encoding may be empty, `identity` or repeated, and
 * some servers put a charset there: only a known coding changes the bytes.
 */
export function isCompressed(headers: Headers): boolean {
  const value = headers['content-encoding'];
  if (value === undefined || value === '' || value === 'identity') return false;
  const codings = [value].flat().join(',').toLowerCase().split(',');
  return codings.some((coding) => COMPRESSIONS.has(coding.trim()));
}

/** The oldest of the three forms of HTTP dates (RFC 9110, section 5.6.7): "Sun Nov  6 08:49:37 1994". It is in UTC. */
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

function parseHttpDate(text: string): number | undefined {
  // Date.parse reads "soon 5" as a year, so only text that ends as HTTP dates do is parsed.
  const isDate = / (?:GMT|UTC)$/i.test(text);
  const time = isDate || ASCTIME.test(text) ? Date.parse(isDate ? text : `${text} GMT`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
