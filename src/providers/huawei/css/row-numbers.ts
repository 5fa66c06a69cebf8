import type { Feed, Page, PageRequest } from '../../../paging/feed.js';
import type { Query } from '../project.js';
import type { CLUSTERS, LOG_RECORDS } from './pagination.js';

/**
 * CSS renamed the parameter that holds the row number from `start` to `offset`, and Huawei's own clients still send
 * either. A deployment may accept both, or accept one and ignore or reject the other. So the first row is requested
 * with neither, and later ones with both, until a rejection shows that it must be one.
 */
export type Naming = 'both' | 'offset' | 'start';

const NAMINGS: readonly Naming[] = ['both', 'offset', 'start'];

/** The naming that one endpoint of one account was found to accept. */
export interface LearnedNaming {
  naming: Naming | undefined;
}

export interface RowNumberOptions<T> {
  readonly style: typeof LOG_RECORDS | typeof CLUSTERS;
  readonly learned: LearnedNaming;
  readonly request: (query: Query) => Promise<Page<T> | 'rejected'>;
}

/** Creates the `fetch` of one list whose rows are numbered in this way. */
export function createRowFetch<T>(options: RowNumberOptions<T>): Feed<T>['fetch'] {
  const list = new NumberedList(options);
  return (request) => list.fetch(request);
}

class NumberedList<T> {
  readonly #options: RowNumberOptions<T>;
  /** The identity of the first row; `null` for an empty list. */
  #head: string | null | undefined;

  constructor(options: RowNumberOptions<T>) {
    this.#options = options;
  }

  fetch(request: PageRequest): Promise<Page<T> | 'rejected'> {
    const isHead = request.offset === this.#options.style.origin;
    return isHead ? this.#fetchHead(request.limit) : this.#fetchOn(request);
  }

  async #fetchOn(request: PageRequest): Promise<Page<T> | 'rejected'> {
    const { style, learned } = this.#options;
    const naming = learned.naming;
    const page = await this.#fetchRow(request, naming ?? 'both');
    if (page !== 'rejected') {
      learned.naming ??= 'both';
      return page;
    }
    if (request.offset <= style.reach) return (await this.#learn(request, naming ?? 'both'))?.page ?? page;
    return naming === undefined ? this.#fetchBeyond(request) : page;
  }

  /** Either the names or the row beyond the documented reach was rejected. Requesting the second row shows which. */
  async #fetchBeyond(request: PageRequest): Promise<Page<T> | 'rejected'> {
    const { naming = 'both' } = (await this.#learn({ offset: this.#options.style.origin + 1, limit: 1 })) ?? {};
    return naming === 'both' ? 'rejected' : this.#fetchRow(request, naming);
  }

  /** Tries the names in turn on rows that every service lists, and remembers the one that is accepted. */
  async #learn(request: PageRequest, rejected?: Naming): Promise<{ naming: Naming; page: Page<T> } | undefined> {
    for (const naming of NAMINGS) {
      if (naming === rejected) continue;
      const page = await this.#fetchRow(request, naming);
      if (page === 'rejected' || (naming !== 'both' && !(await this.#hasMoved(page)))) continue;
      this.#options.learned.naming = naming;
      return { naming, page };
    }
    return undefined;
  }

  /** A service that ignores the name returns the first rows again. */
  async #hasMoved(page: Page<T>): Promise<boolean> {
    const first = page.rows[0]?.identity;
    if (first === undefined) return true;
    if (this.#head === undefined) await this.#fetchHead(1);
    return first !== this.#head;
  }

  #fetchHead(limit: number): Promise<Page<T> | 'rejected'> {
    return this.#options.request({ limit: String(limit) }).then((page) => {
      if (page !== 'rejected') this.#head = page.rows[0]?.identity ?? null;
      return page;
    });
  }

  #fetchRow({ offset, limit }: PageRequest, naming: Naming): Promise<Page<T> | 'rejected'> {
    const row = String(offset);
    return this.#options.request({
      limit: String(limit),
      offset: naming === 'start' ? undefined : row,
      start: naming === 'offset' ? undefined : row,
    });
  }
}
