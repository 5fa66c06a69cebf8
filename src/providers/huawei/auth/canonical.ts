import type { SignableRequest } from '../../../upstream/upstream.js';

const UNRESERVED = /^[\w.~-]*$/;
/** What `encodeURIComponent` leaves alone and RFC 3986 does not. */
const STILL_RESERVED = /[!'()*]/g;

/** Percent-encodes all but letters, digits, `-`, `_`, `.` and `~`: "+" becomes "%2B", "*" becomes "%2A". */
export function encodeRfc3986(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(text).replace(STILL_RESERVED, toHexEscape);
}

function toHexEscape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

type Parameter = readonly [name: string, value: string];

/**
 * A query as it is signed and sent: sorted by name, then by value, everything encoded by RFC 3986. "" where there is
 * none.
 */
export function toCanonicalQuery(parameters: readonly Parameter[]): string {
  return parameters
    .toSorted(compareParameters)
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .join('&');
}

// By code units and not by locale. Whole "name=value" texts would put "a1" before "a", since "1" is less than "=".
function compareParameters([nameA, valueA]: Parameter, [nameB, valueB]: Parameter): number {
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  return valueA < valueB ? -1 : 1;
}

/** What is `undefined` is not sent. */
export function parametersOf(query: SignableRequest['query']): Parameter[] {
  const parameters: Parameter[] = [];
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.push([name, value]);
  return parameters;
}

/** The path as it is signed: an encoded path "with a slash at the end", which is not sent. */
export function toCanonicalPath(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** What stands in the request line. */
export function toTarget(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}
