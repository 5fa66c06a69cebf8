import type { SignableRequest } from './upstream.js';

/** Equal for equal requests only: each value carries its length, so that no value can imitate another parameter. */
export function keyOf({ method, path, query, body }: SignableRequest): string {
  let key = `${method} ${path}`;
  for (const name of Object.keys(query).sort()) {
    const value = query[name];
    if (value !== undefined) key += `\n${name}=${value.length}:${value}`;
  }
  return body === undefined ? key : `${key}\n\n${body}`;
}
