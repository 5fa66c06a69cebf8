import type { FeedList } from './list/upstream-list.js';
import { START } from './sort-key.js';
import type { Segment } from './list/segment.js';

export interface Members<T> {
  readonly found: ReadonlyMap<string, T>;
  readonly missing: readonly string[];
  /** The whole list was read: the missing rows are not on it. */
  readonly isWhole: boolean;
  /** The error that stopped the reading. */
  readonly failure?: Error;
}

/**
 * Finds rows of a list by identity. Searches what was read so far, then reads on while that takes fewer calls than
 * looking up the missing rows in another way (`lookupCalls`). Does not reject: rows that were found are returned.
 */
export async function readMembers<T>(
  list: FeedList<T>,
  identities: readonly string[],
  lookupCalls: (count: number) => number,
): Promise<Members<T>> {
  const wanted = new Set(identities);
  const found = new Map<string, T>();
  const collect = (segments: readonly Segment<T>[]) => {
    for (const { rows } of segments) {
      for (const { identity, value } of rows) if (wanted.delete(identity)) found.set(identity, value);
    }
  };
  const readOn = async () => {
    const size = largestPage(list);
    let segment = await list.at('forward', START, undefined, size - 1);
    collect([segment]);
    while (wanted.size > 0 && segment.end === 'open' && pagesLeft(segment, size) < lookupCalls(wanted.size)) {
      await list.extend('forward', segment, size - 4);
      collect([segment]);
      segment = list.segments.find((known) => known.first === 0) ?? segment;
    }
    return segment.end === 'end';
  };
  collect(list.segments);
  // One lookup is never slower than reading the list. A list without a known total is expected to take one call.
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
