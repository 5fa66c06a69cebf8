/**
 * The value of a provider's JSON; `undefined` if the text is not JSON. Never throws.
 *
 * V8's parser does not recurse, so a document with a million levels becomes a deep value; readers follow the shape that
 * they expect and no further. Keys named `__proto__` are dropped: harmless as JSON.parse leaves them, they would change
 * a prototype when the object is copied by assignment.
 *
 * An integer beyond 2^53 has lost digits. Where one is read as a text, `parseJsonExactly` has them.
 */
export function parseJson(text: string): unknown {
  return parse(text, mayNameProto(text) ? dropProto : undefined);
}

/**
 * The same with each integer beyond 2^53 as its digits, so that an id keeps all of them; one with an exponent becomes
 * `null`. Takes six times as long.
 */
export function parseJsonExactly(text: string): unknown {
  return parse(text, keepDigits);
}

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

function parse(text: string, reviver: Reviver | undefined): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}

// The first letters of the name, plain, or an escaped character. A reviver costs several times the parsing, so few texts
// pay for it. V8 looks for the first character of what it searches, which is rare here, unless that is longer than six.
function mayNameProto(text: string): boolean {
  return text.includes('__p') || (text.includes('\\') && text.includes('\\u00'));
}

const dropProto: Reviver = (key, value) => (key === '__proto__' ? undefined : value);

const keepDigits: Reviver = (key, value, context) => {
  if (!hasLostDigits(value)) return dropProto(key, value);
  const { source = '' } = context ?? {};
  return /^-?\d+$/.test(source) ? source : null;
};

/** Whether a number is an integer beyond 2^53: other integers in the text may have become the same number. */
export function hasLostDigits(value: unknown): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}
