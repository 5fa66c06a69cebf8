import { toDigits } from './exact.js';

// Readers of the fields that describe a row and do not identify it. Types vary (documented strings arrive as numbers,
// numbers as strings, missing values as null, "" or not at all), and an odd node count must not cost a whole list.

/** A text, or a number as text; `null` for none, for "", and for any other type. */
export function toText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? toDigits(value) : null;
}

/**
 * A whole number from 0, as a number or as text; `undefined` for anything else. A number beyond 2^53 is 2^53 - 1: it is
 * too large for its type in the schema either way.
 */
export function toCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 0;
  return isCount ? Math.min(count, Number.MAX_SAFE_INTEGER) : undefined;
}

/** A field of an object; `undefined` if the value is not an object or has no such field of its own. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

/** The entries of a list without its `null`s; `undefined` if the value is not a list. */
export function entriesOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value.filter((entry) => entry !== null) : undefined;
}

/** Whether a list has words in it, or the value is a word: the names of the operations that are in progress. */
export function isBusy(value: unknown): boolean {
  return Array.isArray(value) ? value.some((word) => toText(word) !== null) : toText(value) !== null;
}

/** The words of a list, or of a text in which they are separated by spaces or commas. Numbers are words too. */
export function toWords(value: unknown): readonly string[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return parts.flatMap(
    (part) =>
      toText(part)
        ?.split(/[\s,]+/)
        .filter((word) => word !== '') ?? [],
  );
}
