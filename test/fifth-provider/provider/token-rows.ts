import { UpstreamError } from '../../../src/domain/errors.js';
import type { Account } from '../../../src/domain/provider.js';
import type { Page, Row } from '../../../src/paging/feed.js';

/** One page by token: its rows, and the token of the next page; `undefined` on the last one. */
export interface TokenPage<T> {
  readonly rows: readonly Row<T>[];
  readonly nextToken: string | undefined;
}

export type ReadPage<T> = (size: number, token: string | undefined) => Promise<TokenPage<T>>;

/** The largest page size that the service accepts. */
const LARGEST_PAGE = 40;

/**
 * A list that is read by tokens, as rows with numbers. Within one operation every page is read once and remembered, so
 * row numbers do not change. The next operation starts from the first page and finds its position by the cursor's value.
 */
export class TokenRows<T> {
  readonly #account: Account;
  readonly #readPage: ReadPage<T>;
  readonly #rows: Row<T>[] = [];
  readonly #tokens = new Set<string>();
  #token: string | undefined;
  #isComplete = false;
  /** Reads are sequential, because each page has the token of the next. */
  #reading: Promise<void> = Promise.resolve();

  constructor(account: Account, readPage: ReadPage<T>) {
    this.#account = account;
    this.#readPage = readPage;
  }

  /** The rows from `start` to before `end`, counted from 0. Rejects with an UpstreamError. */
  async read(start: number, end: number): Promise<Page<T>> {
    const reading = this.#reading.then(() => this.#readTo(end));
    this.#reading = reading.catch(() => undefined);
    await reading;
    const rows = this.#rows.slice(start, end);
    return this.#isComplete ? { rows, total: this.#rows.length } : { rows };
  }

  /** A page without rows is not the end if it has a token. */
  async #readTo(end: number): Promise<void> {
    while (!this.#isComplete && this.#rows.length < end) {
      const { rows, nextToken } = await this.#readPage(LARGEST_PAGE, this.#token);
      this.#rows.push(...rows);
      if (nextToken === undefined) this.#isComplete = true;
      else this.#goOn(nextToken);
    }
  }

  /** A repeated token would lead back to earlier pages and never to the end. */
  #goOn(token: string): void {
    if (this.#tokens.has(token)) {
      throw new UpstreamError('UPSTREAM_INVALID', this.#account, 'The provider gives the same page token again.');
    }
    this.#tokens.add(token);
    this.#token = token;
  }
}
