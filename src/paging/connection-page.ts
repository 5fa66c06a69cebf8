import type { ArgumentsRequest, PageAsked } from './page-arguments.js';
import { countRows } from './count-rows.js';
import type { Entry } from './merge/entry.js';
import type { SortKey } from './sort-key.js';
import type { CursorState } from './cursor/state.js';
import { type UnlistedAccount, Progress } from './cursor/progress.js';
import type { PagingSession } from './session.js';
import type { Source, TimeRange } from './source.js';
import type { WalkPage } from './merge/walk-page.js';

/** What a connection is made from. */
export interface ConnectionRequest<T> extends ArgumentsRequest {
  readonly range: TimeRange;
  readonly session: PagingSession;
  /** The feeds to walk, asked for once the arguments are known to be right. */
  sources(state: CursorState | undefined): Sources<T> | Promise<Sources<T>>;
}

export interface Sources<T, S extends Source<T> = Source<T>> {
  readonly sources: readonly S[];
  readonly unlisted: readonly UnlistedAccount[];
  /** Every source that can be read is read at this moment or later; `null`: none can. Milliseconds since 1970. */
  readonly asOf?: number | null | undefined;
  /** Cursors carry `asOf`, so that further pages use no older copy. */
  readonly isStoreUsed?: boolean | undefined;
  /** The end of the newest time window of stored sources. */
  readonly pin?: number | undefined;
  /** Some stored source has nothing older than this. */
  readonly since?: number | undefined;
}

export interface SourceFailure<T> {
  readonly source: Source<T>;
  readonly error: Error;
}

export interface LiveRows<T> {
  readonly source: Source<T>;
  readonly entries: readonly Entry<T>[];
  readonly isWhole: boolean;
}

/** What a page is made of. */
interface Reading<T> {
  readonly request: ConnectionRequest<T>;
  readonly asked: PageAsked;
  readonly sources: Sources<T>;
  readonly start: SortKey;
  readonly walked: WalkPage<T>;
  /** What failed is left to the next page to tell. */
  readonly isLenient?: boolean;
}

/** What reading one page took, for metrics. */
export interface PageEffort {
  /** The search ended before the page was full, because of its time or `limits.scanRows`. */
  readonly isGivenUp: boolean;
  readonly sources: readonly SourceEffort[];
  readonly failures: readonly { readonly space: string; readonly error: Error }[];
}

interface SourceEffort {
  readonly space: string;
  /** Rows that were compared with the filter. */
  readonly rowsExamined: number;
  readonly rowsReturned: number;
  /** The list was out of order, so that it was read again as a whole. */
  readonly isReread: boolean;
}

/** One page of a list, newest row first, in words that fit a Relay connection. */
export class Page<T> {
  readonly entries: readonly Entry<T>[];
  readonly #reading: Reading<T>;
  #progress: Progress<T> | undefined;
  #binding: string | undefined;

  constructor(reading: Reading<T>) {
    const { asked, walked } = reading;
    this.entries = asked.direction === 'forward' ? walked.entries : walked.entries.toReversed();
    this.#reading = reading;
  }

  get hasNextPage(): boolean {
    return this.#isForward ? this.#hasMore : this.#hasBehind;
  }

  get hasPreviousPage(): boolean {
    return this.#isForward ? this.#hasBehind : this.#hasMore;
  }

  /** The page's ends, written when they are read; `null`: there is nothing to go on from. */
  get startCursor(): string | null {
    return this.#isForward ? this.#near : this.#far;
  }

  get endCursor(): string | null {
    return this.#isForward ? this.#far : this.#near;
  }

  /** Throws a ListFault where a cursor would be longer than one may be, as reading the ends does. */
  cursorOf(entry: Entry<T>): string {
    return this.#write(this.#at.atRow(entry, entry === this.#reading.walked.entries[0]));
  }

  /** What was read live: of each source all rows where its list was read whole, else the rows of this page. */
  get liveRows(): readonly LiveRows<T>[] {
    const bySource = Map.groupBy(this.entries, ({ source }) => source);
    return this.#reading.walked.readers.flatMap(({ source, isRead, wholeList }) => {
      if (source.stored || !isRead) return [];
      return { source, entries: wholeList ?? bySource.get(source) ?? [], isWhole: wholeList !== undefined };
    });
  }

  /** Sources that could not be read to the end of this page. */
  get failures(): readonly SourceFailure<T>[] {
    const { walked, isLenient } = this.#reading;
    if (isLenient) return [];
    return walked.readers.flatMap(({ source, failure }) => (failure ? [{ source, error: failure }] : []));
  }

  /** Computed when it is read. */
  get effort(): PageEffort {
    const { readers, frontier } = this.#reading.walked;
    const sources = readers.map(({ source: { space }, examined, found, taken, isOutOfOrder }) => {
      return { space, rowsExamined: examined + found, rowsReturned: taken, isReread: isOutOfOrder === true };
    });
    const failures = this.failures.map(({ source: { space }, error }) => ({ space, error }));
    return { isGivenUp: frontier !== undefined, sources, failures: [...failures, ...this.unlisted] };
  }

  /** Every source that could be read was read at this moment or later; `null`: none could. */
  get asOf(): number | null {
    const { sources, walked } = this.#reading;
    const isNothing = walked.readers.length > 0 && walked.readers.every(({ failure }) => failure);
    return isNothing ? null : (sources.asOf ?? null);
  }

  get unlisted(): readonly UnlistedAccount[] {
    return this.#reading.sources.unlisted;
  }

  /** Some source lists nothing older than this, milliseconds since 1970. */
  get since(): number | null {
    const { request, walked } = this.#reading;
    const { since = Infinity } = this.#reading.sources;
    const live = sinceOf(walked, request.range, this.#pin) ?? Infinity;
    return Math.min(since, live) === Infinity ? null : Math.min(since, live);
  }

  /** Whether the page ends further on than it began, even if no row came of it. */
  get hasProgressed(): boolean {
    return this.#at.hasMoved;
  }

  /** How many rows match; `null` where that cannot be told within the limits. Reads only when called. */
  async countTotal(): Promise<number | null> {
    const { request, sources } = this.#reading;
    return sources.unlisted.length > 0 ? null : countRows(sources.sources, request.range, this.#pin, request.session);
  }

  /** The same page where its failure is left to the next one: it is known to go on. */
  leavingFailures(): Page<T> {
    return new Page({ ...this.#reading, isLenient: true });
  }

  get #isForward(): boolean {
    return this.#reading.asked.direction === 'forward';
  }

  get #hasMore(): boolean {
    return this.#reading.walked.hasMore || this.#reading.isLenient === true;
  }

  get #hasBehind(): boolean {
    const { asked, walked } = this.#reading;
    if (asked.position === undefined) return false;
    return this.unlisted.length > 0 || !walked.readers.every((reader) => reader.seesItsOrigin);
  }

  get #near(): string | null {
    const [first] = this.#reading.walked.entries;
    return first ? this.cursorOf(first) : null;
  }

  get #far(): string | null {
    const { asked, walked } = this.#reading;
    if (asked.count === 0) return asked.cursor ?? null;
    const isSomewhere = walked.entries.length > 0 || asked.position !== undefined;
    const goesOn = walked.hasMore || walked.readers.some(({ failure }) => failure) || this.unlisted.length > 0;
    return isSomewhere || goesOn ? this.#write(this.#at.end()) : null;
  }

  get #pin(): number | undefined {
    const { asked, walked } = this.#reading;
    return asked.position?.pin ?? this.#reading.sources.pin ?? pinOf(walked);
  }

  /** The first `asOf` of the walk. */
  get #walkAsOf(): number | undefined {
    const { asked, sources } = this.#reading;
    if (!sources.isStoreUsed) return undefined;
    return asked.position ? asked.position.asOf : (sources.asOf ?? undefined);
  }

  get #at(): Progress<T> {
    const { asked, start, walked } = this.#reading;
    return (this.#progress ??= new Progress(
      asked.direction,
      asked.position,
      start,
      walked,
      this.unlisted,
      this.#pin,
      this.#walkAsOf,
    ));
  }

  #write(position: CursorState): string {
    const { codec, binding } = this.#reading.request;
    return codec.encode(position, (this.#binding ??= binding()));
  }
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
    .map(({ source }) => source.feed.style.windowMs ?? 0);
  return spans.length > 0 ? Math.min(pin, range.before ?? Infinity) - Math.min(...spans) : null;
}

function isWindowed<T>({ source }: { source: Source<T> }): boolean {
  return source.feed.style.windowMs !== undefined;
}
