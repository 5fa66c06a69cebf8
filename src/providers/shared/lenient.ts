// What is read here decorates a row and does not identify it: types vary (documented strings come as numbers, numbers
// as strings, missing things as null, "" or not at all), and an odd node count must not cost a whole list.

/** A text, or a number as text; `null` for none, for "", and for what is neither. */
export function toText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

/** A whole number from 0, as a number or as text; `undefined` for anything else. */
export function toCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** A whole number from 0 of any size, as a number or as text; `null` for anything else. */
export function toWholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null;
}

/** A field of what should be an object; `undefined` where it is none. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

/** The rows of what should be a list; `undefined` where it is none. */
export function rowsOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** Whether something is going on: a list with words in it, or a word. */
export function isBusy(value: unknown): boolean {
  return Array.isArray(value) ? value.some((word) => toText(word) !== null) : toText(value) !== null;
}

/** The words of a list, or of a text in which they are separated by spaces. */
export function toWords(value: unknown): readonly string[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return parts.flatMap((part) => (typeof part === 'string' ? part.split(/\s+/).filter((word) => word !== '') : []));
}
