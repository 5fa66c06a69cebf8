import type { UpstreamResult } from '../../upstream/upstream.js';
import type { Page } from '../../paging/feed.js';

/**
 * What is made of an answer. Where the provider says the same again, byte for byte, it is not made anew. `name` tells
 * what is made of it, and of what: two clusters may have answers of the same bytes.
 */
export function madeOf<T>(result: UpstreamResult, name: string, make: (body: unknown) => T): T {
  const { known } = result;
  if (!known) return make(result.body);
  // A body that is known already is read only where it is asked for.
  if (known.made?.name !== name) known.made = { name, value: make(result.body) };
  // A name stands for one type.
  return known.made.value as T;
}

/** A page of a list, made of an answer. */
export function pageOf<T>(
  result: UpstreamResult,
  name: string,
  make: (body: unknown) => Omit<Page<T>, 'serverTime'>,
): Page<T> {
  const { rows, total } = madeOf(result, name, make);
  return { rows, total, serverTime: result.serverTime };
}
