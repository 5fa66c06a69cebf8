const UNRESERVED = /^[A-Za-z0-9._~-]*$/;
/** Characters that `encodeURIComponent` leaves as they are although RFC 3986 reserves them. */
const STILL_RESERVED = /[!'()*]/g;

/**
 * Percent-encodes everything except RFC 3986's unreserved characters: "+" becomes "%2B", "*" becomes "%2A". A lone
 * surrogate becomes U+FFFD.
 */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(text.toWellFormed()).replace(STILL_RESERVED, toHexEscape);
}

function toHexEscape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
