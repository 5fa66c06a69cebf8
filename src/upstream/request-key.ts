import type { UpstreamRequest } from './upstream.js';

/** Equal for equal questions and for no others: values carry their lengths, so none can pose as two. */
export function keyOf({ method, path, query, body }: UpstreamRequest): string {
  let key = `${method} ${path}`;
  for (const name of Object.keys(query).sort()) {
    const value = query[name];
    if (value !== undefined) key += `\n${name}=${value.length}:${value}`;
  }
  return body === undefined ? key : `${key}\n\n${body}`;
}
