import type { SignableRequest } from '../../../upstream/upstream.js';
import { percentEncode } from '../../shared/percent-encoding.js';

type Parameter = readonly [name: string, value: string];

/** A query as it is signed and sent: sorted by name, then by value, and percent-encoded. */
export function toCanonicalQuery(parameters: readonly Parameter[]): string {
  return parameters
    .toSorted(compareParameters)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}

// Compares code units. Comparing whole "name=value" texts would put "a1" before "a", since "1" is less than "=".
function compareParameters([nameA, valueA]: Parameter, [nameB, valueB]: Parameter): number {
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  return valueA < valueB ? -1 : 1;
}

/** Leaves out parameters that are `undefined`. */
export function parametersOf(query: SignableRequest['query']): Parameter[] {
  const parameters: Parameter[] = [];
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.push([name, value]);
  return parameters;
}

/** The path as it is signed: with a slash at the end, which is not sent. */
export function toCanonicalPath(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** The target in the request line. */
export function toTarget(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}
