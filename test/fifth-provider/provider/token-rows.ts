import type { Page, Row } from '../../../src/paging/feed.js';

/** One page by token: its rows, and the token of the next. */
export interface TokenPage<T> {
  readonly rows: readonly Row<T>[];
  readonly nextToken: string | undefined;
}

export type ReadPage<T> = (size: number, token: string | undefined) => Promise<TokenPage<T>>;

/** What the service takes at most. */
const LARGEST_PAGE = 40;

/**
 * A list that is read by tokens, as rows with numbers. Within one operation every page is read once and remembered,
 * so row numbers stand still; the next operation begins anew, and finds its place by the cursor's value.
 */
export class TokenRows<T> {
  readonly #rows: Row<T>[] = [];
  #token: string | undefined;
  #isWhole = false;
  /** Reads follow each other: the next token comes with the page before. */
  #reading: Promise<void> = Promise.resolve();

  constructor(readonly readPage: ReadPage<T>) {}

  async read(start: number, end: number): Promise<Page<T>> {
    const reading = this.#reading.then(() => this.#readTo(end));
    this.#reading = reading.catch(() => undefined);
    await reading;
    const rows = this.#rows.slice(start, end);
    return this.#isWhole ? { rows, total: this.#rows.length } : { rows };
  }

  async #readTo(end: number): Promise<void> {
    while (!this.#isWhole && this.#rows.length < end) {
      const { rows, nextToken } = await this.readPage(LARGEST_PAGE, this.#token);
      this.#rows.push(...rows);
      this.#token = nextToken;
      this.#isWhole = nextToken === undefined;
    }
  }
}
