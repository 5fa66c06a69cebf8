import { UpstreamError } from '../../domain/errors.js';
import type { Entry } from './entry.js';
import { LateDisorder, ListFault } from '../errors.js';
import { endOfPage, rowsExpected } from './forecast.js';
import { firstIndex } from '../first-index.js';
import { compareInDirection, type SortKey } from '../sort-key.js';
import { leastToGoOn, likely, rowsWanted } from './read-sizing.js';
import type { SourceReader } from './source-reader.js';
import type { WalkPage, WalkRequest } from './walk-page.js';
import { CERTAIN_ROWS, REPRESENTATIVE_ROWS } from '../read-sizes.js';

/** The buffered rows of all sources during one page: the next row, and what must be read before it is known. */
export class Merge<T> {
  /** The sources that have a buffered row; the one with the first row is last. */
  #ready: SourceReader<T>[] = [];
  /** The earliest sort key of a row that is not read yet, over all sources without a buffered row. */
  #unread: SortKey | undefined;
  /** Sources with buffered rows whose read-ahead failed. */
  readonly #failedAhead = new Set<SourceReader<T>>();
  /** Sources that could not be read because the operation's upstream calls are used up. */
  readonly #withoutCalls = new Map<SourceReader<T>, Error>();

  constructor(
    readonly request: WalkRequest<T>,
    readonly readers: readonly SourceReader<T>[],
  ) {
    this.#arrange();
  }

  /** The next row, unless a source that must be read first may have one before it. */
  next(): Entry<T> | undefined {
    const entry = this.#ready.at(-1)?.head;
    if (!entry || !this.#unread) return entry;
    return compareInDirection(this.request.direction, this.#unread, entry) <= 0 ? undefined : entry;
  }

  /** Removes the next row. */
  take(): void {
    const reader = this.#ready.pop();
    if (!reader) return;
    reader.take();
    this.#place(reader);
  }

  /** The sources that must be read before the next row is known. */
  waiting(): SourceReader<T>[] {
    const entry = this.#ready.at(-1)?.head;
    return this.readers.filter((reader) => this.#blocks(reader, entry));
  }

  /**
   * Whether a next page exists: a row is buffered, or an unread source has a bound. No call is made only to confirm it.
   */
  promisesMore(waiting: readonly SourceReader<T>[]): boolean {
    return this.#ready.length > 0 || waiting.some((reader) => !reader.isRead && reader.start.bound !== undefined);
  }

  /** Whether a search ends its page now. `mayBeShort`: the number of examined rows may end it, too. */
  mustStop(mayBeShort: boolean): boolean {
    const { session } = this.request;
    if (this.#withoutCalls.size > 0) return true;
    const examined = this.readers.reduce((sum, reader) => sum + reader.examined, 0);
    const hasBegun = this.readers.some((reader) => reader.isRead);
    if (this.readers.some((reader) => reader.isOutOfTime)) return true;
    return (mayBeShort && examined >= session.options.scanRows) || (hasBegun && session.isLate());
  }

  /** A page without progress when the operation's calls are used up cannot end early: its sources have failed. */
  failWithoutCalls(): boolean {
    if (this.#withoutCalls.size === 0) return false;
    for (const [reader, error] of this.#withoutCalls) reader.failure = error;
    this.#withoutCalls.clear();
    this.#arrange();
    return true;
  }

  /** Reads the sources that may have the next rows, together with those that will be needed for this page. */
  readOn(waiting: readonly SourceReader<T>[], missing: number): Promise<void> {
    const chosen = this.#choose(waiting, missing);
    const end = this.#forecast(chosen, missing + 1);
    const ahead = end && !this.request.session.isLate() ? this.#toReadAhead(end) : [];
    const [first, ...others] = [...chosen, ...ahead].map((reader) => this.#read(reader, missing + 1, end));
    const reading: Promise<unknown> = first && others.length === 0 ? first : Promise.all([first, ...others]);
    return reading.then(() => {
      this.#arrange();
    });
  }

  /** Estimates where the page ends, if it needs more rows than the smallest read. */
  #forecast(chosen: readonly SourceReader<T>[], missing: number): SortKey | undefined {
    const first = chosen.find((reader) => reader.isRead && missing > leastToGoOn(reader.source.feed.style));
    if (!first || this.readers.length === 1) return undefined;
    const readable = this.readers.filter(({ failure }) => !failure);
    return endOfPage(this.request.direction, readable, first.position, missing);
  }

  /** Sources whose buffered rows will probably not last until the page ends: reading them now saves a round trip. */
  #toReadAhead(end: SortKey): readonly SourceReader<T>[] {
    const { direction } = this.request;
    const isNeeded = (reader: SourceReader<T>) => rowsExpected(direction, reader, end) >= CERTAIN_ROWS;
    return this.readers.filter(
      (reader) => reader.head && !reader.failure && !this.#failedAhead.has(reader) && isNeeded(reader),
    );
  }

  /**
   * Selects the sources to read now. All that tie for the next row, since each of them must be read; after the first
   * read, as many as rows are missing, unless the buffered rows come before theirs. If only the existence of a next
   * page is in question, one is enough.
   */
  #choose(waiting: readonly SourceReader<T>[], missing: number): readonly SourceReader<T>[] {
    if (waiting.length === 1) return waiting;
    const { direction } = this.request;
    const chosen = waiting.toSorted((a, b) => compareInDirection(direction, a.optimistic, b.optimistic));
    const [first] = chosen;
    if (!first || missing === 0) return chosen.slice(0, 1);
    const isBehind = (index: number) => {
      const { optimistic = first.optimistic } = chosen[index] ?? {};
      return compareInDirection(direction, optimistic, first.optimistic) > 0;
    };
    const level = firstIndex(chosen.length, isBehind);
    if (!this.readers.some((reader) => reader.isRead)) return chosen.slice(0, level);
    const isTooFar = (index: number) => this.#countBefore(chosen[index]?.optimistic) > missing;
    return chosen.slice(0, Math.min(firstIndex(chosen.length, isTooFar), Math.max(level, missing + 1)));
  }

  /** How many buffered rows of all sources come before a sort key. */
  #countBefore(sortKey: SortKey | undefined): number {
    return sortKey ? this.readers.reduce((sum, reader) => sum + reader.countBefore(sortKey), 0) : 0;
  }

  page(entries: readonly Entry<T>[], hasMore: boolean, frontier?: SortKey): WalkPage<T> {
    this.#learn(entries.length);
    const page = { entries, readers: this.readers };
    const reached = this.#wallsReached(frontier ?? entries.at(-1));
    const [first, ...others] = reached;
    if (!first || hasMore) return { ...page, hasMore, frontier };
    // The page that reaches a wall is short. The next one cannot continue from there and reports the error.
    const { direction } = this.request;
    const nearest = others.reduce((a, b) => (compareInDirection(direction, b.position, a.position) < 0 ? b : a), first);
    return { ...page, hasMore: true, frontier: nearest.position };
  }

  #learn(rows: number): void {
    // A short page does not show the lists' shares.
    const isRepresentative = rows >= REPRESENTATIVE_ROWS && !this.readers.some(({ failure }) => failure);
    const { length: of } = this.readers;
    for (const { past, head, taken, source } of this.readers) {
      past?.served(head !== undefined, isRepresentative && !source.matches ? { part: taken / rows, of } : undefined);
    }
  }

  /**
   * The sources that reached a wall on this page. A source that was at its wall before, or whose rows are skipped, has
   * failed.
   */
  #wallsReached(end: SortKey | undefined): SourceReader<T>[] {
    const { direction } = this.request;
    const walls = this.readers.filter((reader) => reader.ended === 'wall' && !reader.head);
    const reached = walls.filter(
      ({ position, start }) =>
        compareInDirection(direction, position, start.sortKey) > 0 &&
        (!end || compareInDirection(direction, position, end) >= 0),
    );
    for (const reader of walls) if (!reached.includes(reader)) reader.failure = WALL;
    return reached;
  }

  #read(reader: SourceReader<T>, want: number, end: SortKey | undefined): Promise<void> {
    return reader.advance(rowsWanted(this.request, reader, want, end), likely(want)).catch((error: unknown) => {
      if (error instanceof LateDisorder) throw error;
      if (!reader.head && isOutOfCalls(error)) {
        this.#withoutCalls.set(reader, error);
        return;
      }
      // A failed read-ahead concerns the page only once the source's rows are needed. A list that broke a rule may have
      // lost rows already.
      if (reader.head && !(error instanceof ListFault)) this.#failedAhead.add(reader);
      else reader.failure = error instanceof Error ? error : new Error(String(error));
    });
  }

  #arrange(): void {
    [this.#ready, this.#unread] = [[], undefined];
    for (const reader of this.readers) this.#place(reader);
  }

  #place(reader: SourceReader<T>): void {
    const { direction } = this.request;
    const { head, optimistic } = reader;
    if (head) {
      this.#ready.splice(this.#indexFor(head), 0, reader);
    } else if (this.#blocks(reader, undefined)) {
      const isFirst = !this.#unread || compareInDirection(direction, optimistic, this.#unread) < 0;
      if (isFirst) this.#unread = optimistic;
    }
  }

  /** The index behind all sources whose rows come after this one. */
  #indexFor(entry: Entry<T>): number {
    const { direction } = this.request;
    return firstIndex(this.#ready.length, (index) => {
      const other = this.#ready[index]?.head;
      return !other || compareInDirection(direction, other, entry) <= 0;
    });
  }

  #blocks(reader: SourceReader<T>, entry: Entry<T> | undefined): boolean {
    if (reader.head || reader.ended !== 'no' || reader.failure) return false;
    return !entry || compareInDirection(this.request.direction, reader.optimistic, entry) <= 0;
  }
}

/** The operation's upstream calls are used up. The memory for large responses, which has the same code, frees again. */
function isOutOfCalls(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && error.code === 'UPSTREAM_LIMIT' && error.failure?.kind !== 'memory';
}

const WALL = new ListFault('UPSTREAM_LIMIT', 'The provider lists no further than this.');
