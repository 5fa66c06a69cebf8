import { StoreError } from '../store/database.js';
import type { Store } from '../store/store.js';
import type { Logger } from '../upstream/index.js';

type Use = 'read' | 'write';

const WRITES: ReadonlySet<string | symbol> = new Set<keyof Store>(['writeJobs', 'writeClusters', 'expire', 'forget']);

/**
 * Milliseconds without a failure after which the store counts as recovered. A full disk has room for a small write
 * between two that fail.
 */
const RECOVERY_MS: Readonly<Record<Use, number>> = { read: 0, write: 10_000 };

/** Whether the store can be used. A full disk lets it be read and not be written. */
export class StoreHealth {
  readonly #logger: Logger;
  /** When the last failure was, of each use that fails. */
  readonly #failing = new Map<Use, number>();
  readonly #failures: Record<Use, number> = { read: 0, write: 0 };

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Statements that failed so far. */
  get failures(): Readonly<Record<Use, number>> {
    return this.#failures;
  }

  isFailing(use: Use): boolean {
    return this.#failing.has(use);
  }

  /** The same store. The first failure of an outage is logged, and its end. */
  watch(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        const use = WRITES.has(name) ? 'write' : 'read';
        return (...words: unknown[]): unknown => {
          const result: unknown = Reflect.apply(member, target, words);
          return name === 'close' ? result : this.#observe(use, result);
        };
      },
    });
  }

  async #observe(use: Use, result: unknown): Promise<unknown> {
    try {
      const value = await result;
      this.#succeeded(use);
      return value;
    } catch (error) {
      if (error instanceof StoreError) this.#failed(use, error);
      throw error;
    }
  }

  #succeeded(use: Use): void {
    const failedAt = this.#failing.get(use);
    if (failedAt === undefined || performance.now() - failedAt < RECOVERY_MS[use]) return;
    this.#failing.delete(use);
    this.#logger.info({ use }, `The store can be ${PAST[use]} again.`);
  }

  #failed(use: Use, error: StoreError): void {
    this.#failures[use]++;
    const wasFailing = this.#failing.has(use);
    this.#failing.set(use, performance.now());
    if (wasFailing) return;
    this.#logger.warn({ use }, `The store cannot be ${PAST[use]} (${error.message}); ${CONSEQUENCES[use]}.`);
  }
}

const PAST: Readonly<Record<Use, string>> = { read: 'read', write: 'written' };
const CONSEQUENCES: Readonly<Record<Use, string>> = {
  read: 'pages are read live until it can',
  write: 'its copies grow old until it can',
};
