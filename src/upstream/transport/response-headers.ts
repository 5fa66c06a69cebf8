import type { UpstreamReply } from '../upstream.js';

type Headers = UpstreamReply['headers'];

let lastDate = '';
let lastTime: number | undefined;

/** The provider's clock. Replies of one second share one `Date`, so it is parsed once. */
export function serverTimeOf(headers: Headers): number | undefined {
  const date = headers['date'];
  if (typeof date !== 'string') return undefined;
  if (date !== lastDate) {
    lastDate = date;
    lastTime = parseHttpDate(date);
  }
  return lastTime;
}

/**
 * How long the provider asks to wait, in milliseconds; `undefined` where it does not say, or nothing that makes sense.
 * `now` is the provider's time where it is known: its date is meant by its clock.
 */
export function retryAfterMsOf(headers: Headers, now: number): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  // A number of any length is a number: "99999999999" is a long time, not none.
  if (/^\d+$/.test(value)) return Math.min(Number(value), MAX_SECONDS) * 1000;
  const time = parseHttpDate(value);
  return time === undefined ? undefined : Math.min(Math.max(time - now, 0), MAX_SECONDS * 1000);
}

// What is passed on to callers stays within a 32-bit integer.
const MAX_SECONDS = 2_147_483_647;

function parseHttpDate(text: string): number | undefined {
  // Date.parse takes "soon 5" for a year; only what ends as HTTP dates do is handed to it.
  const time = text.endsWith(' GMT') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
