import { isObject, type JsonObject, toList, toOneLine } from './answer.js';
import { UNAVAILABLE_KEY } from './paging.js';

/** An answer's data without what was added to the query, and the sources that are missing from its lists. */
export function takeOutMissing(data: unknown): { readonly data: unknown; readonly missing: readonly JsonObject[] } {
  const missing: JsonObject[] = [];
  const takeOut = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(takeOut);
    if (!isObject(value)) return value;
    const { [UNAVAILABLE_KEY]: unavailable, ...rest } = value;
    missing.push(...toList(unavailable).filter(isObject));
    return Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, takeOut(part)]));
  };
  return { data: takeOut(data), missing };
}

/** What is missing from a list, in one line. */
export function incomplete(missing: readonly JsonObject[]): string {
  return `Incomplete: ${missing.map(describe).join('; ')}`;
}

export function namesOf(sources: readonly JsonObject[]): string {
  return [...new Set(sources.map(nameOf))].join(', ');
}

function nameOf({ account }: JsonObject): string {
  return isObject(account) && typeof account['name'] === 'string' ? toOneLine(account['name']) : 'a source';
}

function describe(source: JsonObject): string {
  return `${nameOf(source)}: ${typeof source['message'] === 'string' ? toOneLine(source['message']) : 'unavailable'}`;
}
