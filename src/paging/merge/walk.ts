import type { Entry } from './entry.js';
import { LateDisorder } from '../errors.js';
import { Merge } from './k-way-merge.js';
import { compareInDirection, type Direction } from '../sort-key.js';
import { Reader } from './feed-reader.js';
import type { SourceReader } from './source-reader.js';
import { StoredReader } from './stored-reader.js';
import type { WalkPage, WalkRequest } from './walk-page.js';
import type { Source } from '../source.js';

/**
 * Merges any number of sources into one page. Reads only sources whose rows may be on it. If a list is found to be out
 * of order after rows of it were taken, the page starts again over what was read by then.
 */
export async function walk<T>(request: WalkRequest<T>): Promise<WalkPage<T>> {
  let merge = toMerge(request);
  let entries: Entry<T>[] = [];
  for (let restarts = 0; ;) {
    const step = takeBuffered(request, merge, entries);
    if (!Array.isArray(step)) return step;
    if (merge.failWithoutCalls()) continue;
    try {
      await merge.readOn(step, request.count - entries.length);
    } catch (error) {
      if (!(error instanceof LateDisorder) || restarts++ > request.sources.length) throw error;
      [merge, entries] = [toMerge(request), []];
    }
  }
}

/** Takes the buffered rows that are known to come next. Returns the page, or the sources that must be read first. */
function takeBuffered<T>(
  request: WalkRequest<T>,
  merge: Merge<T>,
  entries: Entry<T>[],
): WalkPage<T> | SourceReader<T>[] {
  const { direction, count } = request;
  for (let next = merge.next(); next; next = merge.next()) {
    const repeated = isRepeated(entries, next);
    if (!repeated && entries.length === count) return merge.page(entries, true);
    merge.take();
    if (!repeated) entries.push(next);
  }
  const waiting = merge.waiting();
  if (waiting.length === 0) return merge.page(entries, false);
  if (entries.length === count && merge.promisesMore(waiting)) return merge.page(entries, true);
  const first = firstOf(direction, waiting);
  // Clients' caches mishandle empty pages: without a row, only time or calls end a search.
  const mayBeShort = entries.length > 0 || count === 0;
  if (merge.mustStop(mayBeShort) && hasMoved(direction, entries, first))
    return merge.page(entries, true, first.optimistic);
  return waiting;
}

function toMerge<T>(request: WalkRequest<T>): Merge<T> {
  return new Merge(
    request,
    request.sources.map((source) => toReader(request, source)),
  );
}

function toReader<T>(request: WalkRequest<T>, source: Source<T>): SourceReader<T> {
  const { direction, range, pin, session } = request;
  const { bound, ...position } = request.startIn(source);
  const start = { ...position, direction, range, pin, bound: bound ?? undefined };
  if (source.stored) return new StoredReader(source, source.stored, start);
  const reader = new Reader(source, start, session);
  if (bound === null) reader.ended = 'end';
  return reader;
}

/** Several feeds may list the same row (an operation on clusters of two apps); the copies follow each other. */
function isRepeated<T>(entries: readonly Entry<T>[], entry: Entry<T>): boolean {
  const last = entries.at(-1);
  return last?.time === entry.time && last.tiebreaker === entry.tiebreaker;
}

/** A page that ends where it began would be requested again, in an endless loop. */
function hasMoved<T>(direction: Direction, entries: readonly Entry<T>[], first: SourceReader<T>): boolean {
  return entries.length > 0 || compareInDirection(direction, first.optimistic, first.start.sortKey) > 0;
}

function firstOf<T>(direction: Direction, readers: readonly SourceReader<T>[]): SourceReader<T> {
  return readers.reduce((first, reader) =>
    compareInDirection(direction, reader.optimistic, first.optimistic) < 0 ? reader : first,
  );
}
