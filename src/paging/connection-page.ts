import type { ArgumentsRequest, RequestedPage } from './page-arguments.js';
import { countRows } from './count-rows.js';
import type { Entry } from './merge/entry.js';
import type { SortKey } from './sort-key.js';
import type { CursorState } from './cursor/state.js';
import { type UnlistedAccount, Progress } from './cursor/progress.js';
import type { PagingSession } from './session.js';
import type { Source, TimeRange } from './source.js';
import type { WalkPage } from './merge/walk-page.js';
import type { PageEffort } from './page-effort.js';
import { pinOf, sinceOf } from './page-window.js';

/** The request for one page of a connection. */
export interface ConnectionRequest<T> extends ArgumentsRequest {
  readonly range: TimeRange;
  readonly session: PagingSession;
  /** Returns the feeds to merge. Called once the arguments are valid. */
  sources(state: CursorState | undefined): Sources<T> | Promise<Sources<T>>;
}

export interface Sources<T, S extends Source<T> = Source<T>> {
  readonly sources: readonly S[];
  readonly unlisted: readonly UnlistedAccount[];
  /**
   * The copies of all readable sources are at least as new as this; `null`: no source can be read. Milliseconds since
   * 1970.
   */
  readonly asOf?: number | null | undefined;
  /** Cursors carry `asOf`, so that further pages use no older copy. */
  readonly isStoreUsed?: boolean | undefined;
  /** The end of the newest time window of stored sources. */
  readonly pin?: number | undefined;
  /** The newest time back to which a stored source is complete, where it does not keep the whole history. */
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

/** The request, the resolved arguments and the merged rows from which a page is built. */
interface PageContent<T> {
  readonly request: ConnectionRequest<T>;
  readonly requested: RequestedPage;
  readonly sources: Sources<T>;
  readonly start: SortKey;
  readonly merged: WalkPage<T>;
  /** The failures are reported by the next page, not by this one. */
  readonly isLenient?: boolean;
}

/** One page of a list, newest row first, with the fields of a Relay connection. */
export class Page<T> {
  readonly entries: readonly Entry<T>[];
  readonly #content: PageContent<T>;
  #progress: Progress<T> | undefined;
  #binding: string | undefined;

  constructor(content: PageContent<T>) {
    const { requested, merged } = content;
    this.entries = requested.direction === 'forward' ? merged.entries : merged.entries.toReversed();
    this.#content = content;
  }

  get hasNextPage(): boolean {
    return this.#isForward ? this.#hasMore : this.#hasRowsBehind;
  }

  get hasPreviousPage(): boolean {
    return this.#isForward ? this.#hasRowsBehind : this.#hasMore;
  }

  /** The cursors of the page's ends, encoded on access. `null`: the list is empty. */
  get startCursor(): string | null {
    return this.#isForward ? this.#firstCursor : this.#lastCursor;
  }

  get endCursor(): string | null {
    return this.#isForward ? this.#lastCursor : this.#firstCursor;
  }

  /** Throws a ListFault if the cursor would exceed the maximum length; so do `startCursor` and `endCursor`. */
  cursorOf(entry: Entry<T>): string {
    return this.#encode(this.#at.atRow(entry, entry === this.#content.merged.entries[0]));
  }

  /** The rows that were read from the providers: all rows of a list that was read whole, else the rows of this page. */
  get liveRows(): readonly LiveRows<T>[] {
    const bySource = Map.groupBy(this.entries, ({ source }) => source);
    return this.#content.merged.readers.flatMap(({ source, isRead, wholeList }) => {
      if (source.stored || !isRead) return [];
      return { source, entries: wholeList ?? bySource.get(source) ?? [], isWhole: wholeList !== undefined };
    });
  }

  /** Sources that failed before the end of this page. */
  get failures(): readonly SourceFailure<T>[] {
    const { merged, isLenient } = this.#content;
    if (isLenient) return [];
    return merged.readers.flatMap(({ source, failure }) => (failure ? [{ source, error: failure }] : []));
  }

  get effort(): PageEffort {
    const { readers, frontier } = this.#content.merged;
    const sources = readers.map(({ source: { space }, examined, found, taken, isOutOfOrder }) => {
      return { space, rowsExamined: examined + found, rowsReturned: taken, isReread: isOutOfOrder === true };
    });
    const failures = this.failures.map(({ source: { space }, error }) => ({ space, error }));
    return { isGivenUp: frontier !== undefined, sources, failures: [...failures, ...this.unlisted] };
  }

  /**
   * The rows of all readable sources are at least as new as this; `null`: no source could be read. Milliseconds since
   * 1970.
   */
  get asOf(): number | null {
    const { sources, merged } = this.#content;
    const isNothing = merged.readers.length > 0 && merged.readers.every(({ failure }) => failure);
    return isNothing ? null : (sources.asOf ?? null);
  }

  get unlisted(): readonly UnlistedAccount[] {
    return this.#content.sources.unlisted;
  }

  /** The oldest time back to which every source is complete, in milliseconds since 1970. `null`: the whole history. */
  get since(): number | null {
    const { request, merged } = this.#content;
    const { since = -Infinity } = this.#content.sources;
    const live = sinceOf(merged, request.range, this.#pin) ?? -Infinity;
    return Math.max(since, live) === -Infinity ? null : Math.max(since, live);
  }

  /** Whether the page ends further on than it began, even if it has no rows. */
  get hasProgressed(): boolean {
    return this.#at.hasMoved;
  }

  /** The number of matching rows; `null` if it cannot be determined within the limits. Reads only when called. */
  async countTotal(): Promise<number | null> {
    const { request, sources } = this.#content;
    return sources.unlisted.length > 0 ? null : countRows(sources.sources, request.range, this.#pin, request.session);
  }

  /** The same page without its failures: it has a next page, which reports them. */
  leavingFailures(): Page<T> {
    return new Page({ ...this.#content, isLenient: true });
  }

  get #isForward(): boolean {
    return this.#content.requested.direction === 'forward';
  }

  get #hasMore(): boolean {
    return this.#content.merged.hasMore || this.#content.isLenient === true;
  }

  get #hasRowsBehind(): boolean {
    const { requested, merged } = this.#content;
    if (requested.state === undefined) return false;
    return this.unlisted.length > 0 || !merged.readers.every((reader) => reader.seesNothingBehind);
  }

  get #firstCursor(): string | null {
    const [first] = this.#content.merged.entries;
    return first ? this.cursorOf(first) : null;
  }

  get #lastCursor(): string | null {
    const { requested, merged } = this.#content;
    if (requested.count === 0) return requested.cursor ?? null;
    const hasPosition = merged.entries.length > 0 || requested.state !== undefined;
    const hasUnread = merged.hasMore || merged.readers.some(({ failure }) => failure) || this.unlisted.length > 0;
    return hasPosition || hasUnread ? this.#encode(this.#at.end()) : null;
  }

  get #pin(): number | undefined {
    const { requested, merged } = this.#content;
    return requested.state?.pin ?? this.#content.sources.pin ?? pinOf(merged);
  }

  /** The first `asOf` of the walk. */
  get #walkAsOf(): number | undefined {
    const { requested, sources } = this.#content;
    if (!sources.isStoreUsed) return undefined;
    return requested.state ? requested.state.asOf : (sources.asOf ?? undefined);
  }

  get #at(): Progress<T> {
    const { requested, start, merged } = this.#content;
    return (this.#progress ??= new Progress(
      requested.direction,
      requested.state,
      start,
      merged,
      this.unlisted,
      this.#pin,
      this.#walkAsOf,
    ));
  }

  #encode(state: CursorState): string {
    const { codec, binding } = this.#content.request;
    return codec.encode(state, (this.#binding ??= binding()));
  }
}
