/**
 * The value of a provider's JSON; `undefined` where the text is none, which JSON itself has no way to say. Never
 * throws.
 *
 * V8's parser does not recurse, so a document a million levels deep is only a deep value; what reads such values
 * follows the shape it expects and no further. Keys named `__proto__` are dropped: harmless as JSON.parse leaves
 * them, they change a prototype when someone copies the object by assignment.
 */
export function parseJson(text: string): unknown {
  try {
    return mayNameProto(text) ? JSON.parse(text, dropProto) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Most of the name, plain, or an escaped character. A reviver costs several times the parsing, so few texts pay for it.
// V8 looks for seven characters and more in a slower way, and a backslash alone is found at once.
function mayNameProto(text: string): boolean {
  return text.includes('proto_') || (text.includes('\\') && text.includes('\\u00'));
}

function dropProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}
