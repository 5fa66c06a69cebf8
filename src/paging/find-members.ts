import type { FeedList } from './list/upstream-list.js';
import { START } from './sort-key.js';
import type { Segment } from './list/segment.js';

export interface Members<T> {
  readonly found: ReadonlyMap<string, T>;
  readonly missing: readonly string[];
  /** The whole list was read: what is missing is not on it. */
  readonly isWhole: boolean;
  /** Why the list could not be read on. */
  readonly failure?: Error;
}

/**
 * Finds rows of a list by identity among what was read of it so far, and reads on while that takes fewer calls than
 * looking the missing ones up one way or another (`lookupCalls`). Does not reject: what was found stays found.
 */
export async function readMembers<T>(
  list: FeedList<T>,
  identities: readonly string[],
  lookupCalls: (count: number) => number,
): Promise<Members<T>> {
  const wanted = new Set(identities);
  const found = new Map<string, T>();
  const gather = (segments: readonly Segment<T>[]) => {
    for (const { rows } of segments) {
      for (const { identity, value } of rows) if (wanted.delete(identity)) found.set(identity, value);
    }
  };
  const readOn = async () => {
    const size = largestPage(list);
    let segment = await list.at('forward', START, undefined, size - 1);
    gather([segment]);
    while (wanted.size > 0 && segment.end === 'open' && pagesLeft(segment, size) < lookupCalls(wanted.size)) {
      await list.extend('forward', segment, size - 4);
      gather([segment]);
      segment = list.segments.find((known) => known.first === 0) ?? segment;
    }
    return segment.end === 'end';
  };
  gather(list.segments);
  // Asking once cannot be beaten by a list, and where no total is known yet, a list is expected to take one call.
  let isWhole = false;
  try {
    if (wanted.size > 0 && lookupCalls(wanted.size) > 1) isWhole = await readOn();
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return { found, missing: [...wanted], isWhole, failure };
  }
  return { found, missing: [...wanted], isWhole };
}

function largestPage<T>({ feed }: FeedList<T>): number {
  const { limits } = feed.style;
  return 'min' in limits ? limits.max : Math.max(...limits);
}

function pagesLeft<T>(segment: Segment<T>, size: number): number {
  return segment.total === undefined ? 1 : Math.ceil(Math.max(1, segment.total - segment.next) / size);
}
