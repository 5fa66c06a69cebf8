import { isObject, type JsonObject, toList, toOneLine } from './result.js';
import { UNAVAILABLE_KEY } from './variants.js';

/** Removes the `unavailable` selections that this command added to the query, and returns the sources in them. */
export function extractUnavailable(data: unknown): {
  readonly data: unknown;
  readonly unavailable: readonly JsonObject[];
} {
  const sources: JsonObject[] = [];
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (!isObject(value)) return value;
    const { [UNAVAILABLE_KEY]: unavailable, ...rest } = value;
    sources.push(...toList(unavailable).filter(isObject));
    return Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, strip(part)]));
  };
  return { data: strip(data), unavailable: sources };
}

/** One line that names the sources whose rows are missing from the result. */
export function incompleteMessage(sources: readonly JsonObject[]): string {
  return `Incomplete: ${sources.map(describe).join('; ')}`;
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
