/**
 * The value of a provider's JSON; `undefined` if the text is not JSON. Never throws.
 *
 * V8's parser does not recurse, so a document with a million levels becomes a deep value; readers follow the shape that
 * they expect and no further. Keys named `__proto__` are dropped: harmless as JSON.parse leaves them, they would change
 * a prototype when the object is copied by assignment.
 *
 * An integer beyond 2^53 becomes its digits as text, so that an id keeps all of them.
 */
export function parseJson(text: string): unknown {
  try {
    return mayNameProto(text) || mayLoseDigits(text) ? JSON.parse(text, revive) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

// The first letters of the name, plain, or an escaped character. A reviver costs several times the parsing, so few texts
// pay for it. V8 looks for the first character of what it searches, which is rare here, unless that is longer than six.
function mayNameProto(text: string): boolean {
  return text.includes('__p') || (text.includes('\\') && text.includes('\\u00'));
}

/**
 * The smallest integer that a number may not represent, 2^53 + 1, has 16 digits. A run of 16 digits covers one of every
 * 16 places, so only these are looked at: an expression for such a run takes nearly as long as the parsing.
 */
function mayLoseDigits(text: string): boolean {
  for (let place = 15; place < text.length; place += 16) {
    if (isDigit(text, place) && isLongInteger(text, place)) return true;
  }
  return false;
}

/** Whether the digits around a place may be an integer of 16 digits or more, and not a part of a hexadecimal id. */
function isLongInteger(text: string, place: number): boolean {
  let [first, end] = [place, place + 1];
  while (isDigit(text, first - 1)) first--;
  while (isDigit(text, end)) end++;
  return end - first >= 16 && (first === 0 || BEFORE_INTEGER.has(text.charAt(first - 1)));
}

const BEFORE_INTEGER: ReadonlySet<string> = new Set(':,[- \t\r\n');

function isDigit(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 48 && code <= 57;
}

function revive(key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (key === '__proto__') return undefined;
  const isInexact = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isInexact ? (context?.source ?? value) : value;
}
