import { type PageArguments, type PageAsked, toPageAsked } from './arguments.js';
import { countRows } from './count.js';
import type { CursorCodec } from './cursor.js';
import type { Entry } from './entry.js';
import { type Direction, HIGHEST_TIE, origin, type Place } from './order.js';
import { clueId, sourceId } from './position.js';
import { blindId, type BlindSpot, Progress } from './progress.js';
import type { PagingSession } from './session.js';
import type { Source, TimeRange } from './source.js';
import { type Standing, walk, type WalkPage } from './walk.js';

/** What a connection is made from. */
export interface ConnectionRequest<T> {
  /** Names the list and what its filter means: cursors of another binding are refused. */
  readonly binding: string;
  readonly arguments: PageArguments;
  readonly range: TimeRange;
  /** `limits.pageSize`. */
  readonly pageSize: number;
  readonly codec: CursorCodec;
  readonly session: PagingSession;
  /** The feeds to walk, asked for once the arguments are known to be right. */
  sources(): Promise<Sources<T>>;
}

export interface Sources<T> {
  readonly sources: readonly Source<T>[];
  readonly blind: readonly BlindSpot[];
}

/** One page of a list, newest row first, in words that fit a Relay connection. */
export interface Page<T> {
  readonly entries: readonly Entry<T>[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The page's ends, written when they are read; `null`: there is nothing to go on from. */
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  /** Throws a ListFault where a cursor would be longer than one may be, as reading the ends does. */
  cursorOf(entry: Entry<T>): string;
  /** Sources that could not be read to the end of this page. */
  readonly failures: readonly SourceFailure<T>[];
  readonly blind: readonly BlindSpot[];
  /** Some source lists nothing older than this, milliseconds since 1970. */
  readonly since: number | null;
  /** Whether the page ends further on than it began, even if no row came of it. */
  readonly hasProgressed: boolean;
  /** How many rows match; `null` where that cannot be told within the limits. Reads only when called. */
  countTotal(): Promise<number | null>;
}

export interface SourceFailure<T> {
  readonly source: Source<T>;
  readonly error: Error;
}

/** Reads one page of the merged list. Rejects with a BadInputError before any call when the arguments are wrong. */
export async function readPage<T>(request: ConnectionRequest<T>): Promise<Page<T>> {
  const { codec, binding, range, session } = request;
  const asked = toPageAsked(request.arguments, request.pageSize, codec, binding);
  const { sources, blind } = await request.sources();
  const start = startOf(asked.direction, range);
  const pin = asked.position?.pin;
  const standing = (source: Source<T>) => standingOf(source, asked, start, sources.length === 1);
  const page = await walk({ sources, direction: asked.direction, count: asked.count, range, pin, standing, session });
  const pinned = pin ?? pinOf(page);
  const progress = new Progress(asked.direction, asked.position, start, page, blind, pinned);
  const cursorOf = (entry: Entry<T>) => codec.encode(progress.atRow(entry, entry === page.entries[0]), binding);
  const near = () => (page.entries[0] ? cursorOf(page.entries[0]) : null);
  const far = () => {
    if (asked.count === 0) return asked.cursor ?? null;
    return goesOn(asked, page, blind) ? codec.encode(progress.end(), binding) : null;
  };
  return {
    entries: asked.direction === 'forward' ? page.entries : page.entries.toReversed(),
    ...hasMore(asked, page, blind),
    get startCursor() {
      return asked.direction === 'forward' ? near() : far();
    },
    get endCursor() {
      return asked.direction === 'forward' ? far() : near();
    },
    cursorOf,
    failures: [...page.failures].map(([reader, error]) => ({ source: reader.source, error })),
    blind,
    since: sinceOf(page, range, pinned),
    hasProgressed: progress.hasMoved,
    countTotal: async () => (blind.length > 0 ? null : countRows(sources, range, pinned, session)),
  };
}

/** Where a walk begins that has no cursor. */
function startOf(direction: Direction, range: TimeRange): Place {
  const time = direction === 'forward' ? range.before : range.from;
  return time === undefined ? origin(direction) : { time, tie: HIGHEST_TIE };
}

function standingOf<T>(source: Source<T>, { position, direction }: PageAsked, start: Place, isOnly: boolean): Standing {
  if (!position) return { place: start };
  const id = sourceId(source.feed.key);
  const resumed = { isResumed: true, isOutOfOrder: position.outOfOrder.has(id) };
  const lag = position.lags.get(id) ?? position.lags.get(blindId(source.space));
  if (lag) return { ...resumed, place: lag };
  const clue = position.direction === direction ? position.clues.get(clueId(id)) : undefined;
  const hint = clue?.hint ?? (isOnly ? position.hints?.[direction] : undefined);
  return { ...resumed, place: position.place, hint, bound: clue?.bound };
}

function hasMore<T>({ direction, position }: PageAsked, page: WalkPage<T>, blind: readonly BlindSpot[]) {
  const hasBehind =
    position !== undefined && !(blind.length === 0 && page.readers.every((reader) => reader.seesItsOrigin));
  return direction === 'forward'
    ? { hasNextPage: page.hasMore, hasPreviousPage: hasBehind }
    : { hasNextPage: hasBehind, hasPreviousPage: page.hasMore };
}

/** Whether there is a place to go on from: some row or cursor, or something that could not be read yet. */
function goesOn<T>({ position }: PageAsked, page: WalkPage<T>, blind: readonly BlindSpot[]): boolean {
  return (
    page.entries.length > 0 || position !== undefined || page.hasMore || page.failures.size > 0 || blind.length > 0
  );
}

/** The latest of all sources' pins: nothing that one of them lists is newer. */
function pinOf<T>(page: WalkPage<T>): number | undefined {
  const pins = page.readers.filter((reader) => isWindowed(reader)).map((reader) => reader.pin);
  return pins.length > 0 ? Math.max(...pins) : undefined;
}

function sinceOf<T>(page: WalkPage<T>, range: TimeRange, pin: number | undefined): number | null {
  if (range.from !== undefined || pin === undefined) return null;
  const spans = page.readers
    .filter((reader) => isWindowed(reader))
    .map(({ source }) => source.feed.dialect.windowMs ?? 0);
  return spans.length > 0 ? Math.min(pin, range.before ?? Infinity) - Math.min(...spans) : null;
}

function isWindowed<T>({ source }: { source: Source<T> }): boolean {
  return source.feed.dialect.windowMs !== undefined;
}
