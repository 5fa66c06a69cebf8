import { compareInDirection, END, further, type SortKey, START } from '../sort-key.js';
import type { Source, StoredRows } from '../source.js';
import { Entry } from './entry.js';
import { RowBuffer } from './row-buffer.js';
import type { ReaderStart, SourceReader } from './source-reader.js';

/**
 * Pages through stored rows. They have the order of the walks, so that a page needs no hints, windows or second look.
 */
export class StoredReader<T> implements SourceReader<T> {
  position: SortKey;
  found = 0;
  ended: 'no' | 'end' | 'wall' = 'no';
  failure: Error | undefined;
  isRead = false;
  isOutOfTime = false;
  readonly examined = 0;
  readonly past = undefined;
  readonly pin = NaN;
  /** Unknown: stored rows cost no upstream call, so no reads are planned for them. */
  readonly density = 0;
  readonly seesNothingBehind = false;
  readonly isOutOfOrder = false;
  readonly wholeList = undefined;
  readonly #rows: StoredRows<T>;
  readonly #buffer = new RowBuffer<T>();

  constructor(
    readonly source: Source<T>,
    rows: StoredRows<T>,
    readonly start: ReaderStart,
  ) {
    this.#rows = rows;
    this.position = start.sortKey;
  }

  get optimistic(): SortKey {
    return this.position;
  }

  get head(): Entry<T> | undefined {
    return this.#buffer.head;
  }

  get taken(): number {
    return this.found - this.#buffer.length;
  }

  countBefore(sortKey: SortKey): number {
    return this.#buffer.countBefore(this.start.direction, sortKey);
  }

  take(): void {
    this.#buffer.take();
  }

  async advance(want: number): Promise<void> {
    const { direction, range } = this.start;
    this.isRead = true;
    const { rows, end } = await this.#rows.read({ direction, after: this.position, range, limit: Math.max(1, want) });
    const entries = rows.map(({ source, row }) => new Entry(source, row, row.identity));
    this.#buffer.add(entries);
    this.found += entries.length;
    this.isOutOfTime = end !== undefined && entries.length < want;
    const reached = end ?? (direction === 'forward' ? END : START);
    if (!end || compareInDirection(direction, reached, this.position) <= 0) this.ended = 'end';
    this.position = further(direction, this.position, reached);
  }

  hintAt(): undefined {
    return undefined;
  }
}
