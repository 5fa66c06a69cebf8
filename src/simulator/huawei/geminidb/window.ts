import type { HuaweiBehaviour } from '../behaviour.js';

/** The times between which the listed jobs start. */
export interface Window {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

const MAX_SPAN_MS = 30 * 86_400_000;
const EVER: Window = { from: -Infinity, to: Infinity };

/**
 * "start_time: The default value is 30 days before the current date." "end_time (the current time by default) … must
 * be later than the start time and the time span cannot exceed 30 days." `undefined` for a window that breaks these rules.
 */
export function readWindow(query: URLSearchParams, behaviour: HuaweiBehaviour, now: number): Window | undefined {
  const start = query.get('start_time');
  const end = query.get('end_time');
  const isLookup = query.has('id') && start === null && end === null;
  if (isLookup && behaviour.geminiDbIdIgnoresWindow) return EVER;
  const from = start === null ? now - MAX_SPAN_MS : parseTime(start);
  const to = end === null ? now : parseTime(end);
  if (!(to > from) || to - from > MAX_SPAN_MS) return undefined;
  return { from, to: end === null || behaviour.geminiDbEndInclusive ? to : to - 1 };
}

/**
 * "yyyy-mm-ddThh:mm:ssZ … Z indicates the time zone offset", as in +0800. A plus that the client did not encode
 * arrives as a space and is read as a plus. NaN for anything else.
 */
function parseTime(text: string): number {
  const [, stamp, sign, hours, minutes] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:Z|([+ -])(\d\d)(\d\d))$/.exec(text) ?? [];
  if (stamp === undefined) return NaN;
  const zone = sign === undefined ? 'Z' : `${sign === '-' ? '-' : '+'}${hours}:${minutes}`;
  return Date.parse(stamp + zone);
}
