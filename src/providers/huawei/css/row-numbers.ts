import type { Feed, Page, PageRequest } from '../../../paging/feed.js';
import type { Query } from '../project.js';
import type { LOG_RECORDS } from './pagination.js';

/**
 * CSS renamed the parameter that holds the row number from `start` to `offset`, and Huawei's own clients still send
 * either. A deployment may know both, only one and ignore the other in silence, or only one and refuse the other. So
 * the first row is asked for with neither, and further ones with both, until a refusal shows that it must be one.
 */
export type Naming = 'both' | 'offset' | 'start';

const NAMINGS: readonly Naming[] = ['both', 'offset', 'start'];

/** What one endpoint of one account was found to understand. */
export interface LearnedNaming {
  naming: Naming | undefined;
}

export interface RowNumberOptions<T> {
  readonly style: typeof LOG_RECORDS;
  readonly learned: LearnedNaming;
  readonly ask: (query: Query) => Promise<Page<T> | 'refused'>;
  /** The error where even what is documented is refused. */
  readonly refusal: () => Error;
}

/** Makes the `fetch` of one list whose rows are numbered in such a way. */
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

  fetch(request: PageRequest): Promise<Page<T> | 'refused'> {
    const isHead = request.offset === this.#options.style.origin;
    return isHead ? this.#fetchHead(request.limit) : this.#fetchOn(request);
  }

  async #fetchOn(request: PageRequest): Promise<Page<T> | 'refused'> {
    const { style, learned } = this.#options;
    const naming = learned.naming;
    const page = await this.#ask(request, naming ?? 'both');
    if (page !== 'refused') {
      learned.naming ??= 'both';
      return page;
    }
    if (request.offset <= style.reach) return (await this.#learn(request, naming ?? 'both')).page;
    return naming === undefined ? this.#fetchBeyond(request) : page;
  }

  /** Was it the names or the row beyond the documented reach that was refused? The second row tells. */
  async #fetchBeyond(request: PageRequest): Promise<Page<T> | 'refused'> {
    const { naming } = await this.#learn({ offset: this.#options.style.origin + 1, limit: 1 });
    return naming === 'both' ? 'refused' : this.#ask(request, naming);
  }

  /** Tries the names in turn on rows that no service may refuse, and remembers what is understood. */
  async #learn(request: PageRequest, refused?: Naming): Promise<{ naming: Naming; page: Page<T> }> {
    for (const naming of NAMINGS) {
      if (naming === refused) continue;
      const page = await this.#ask(request, naming);
      if (page === 'refused' || (naming !== 'both' && !(await this.#hasMoved(page)))) continue;
      this.#options.learned.naming = naming;
      return { naming, page };
    }
    throw this.#options.refusal();
  }

  /** A service that ignores the one name sent shows the first rows again. */
  async #hasMoved(page: Page<T>): Promise<boolean> {
    const first = page.rows[0]?.identity;
    if (first === undefined) return true;
    if (this.#head === undefined) await this.#fetchHead(1);
    return first !== this.#head;
  }

  #fetchHead(limit: number): Promise<Page<T>> {
    return this.#options.ask({ limit: String(limit) }).then((page) => {
      if (page === 'refused') throw this.#options.refusal();
      this.#head = page.rows[0]?.identity ?? null;
      return page;
    });
  }

  #ask({ offset, limit }: PageRequest, naming: Naming): Promise<Page<T> | 'refused'> {
    const row = String(offset);
    return this.#options.ask({
      limit: String(limit),
      offset: naming === 'start' ? undefined : row,
      start: naming === 'offset' ? undefined : row,
    });
  }
}
