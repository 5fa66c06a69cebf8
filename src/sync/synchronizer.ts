import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountReader } from './observer.js';

/** How long an account rests where no list is due. */
const IDLE_MS = 250;
/** The longest rest: what an account waits for may end at any time. */
const LONGEST_REST_MS = 1000;

export interface ReadAccount {
  readonly sync: AccountReader;
  /** Readings at a time. */
  readonly concurrency: number;
}

/** Reads in the background, for each account with as many readings at a time as it may have, until it is stopped. */
export class Synchronizer {
  readonly #stop = new AbortController();
  readonly #reading: Promise<unknown>;

  constructor(accounts: readonly ReadAccount[]) {
    this.#reading = Promise.all(accounts.map((account) => this.#readAccount(account)));
  }

  /** Ends when the readings under way have ended. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#reading;
  }

  async #readAccount({ sync, concurrency }: ReadAccount): Promise<void> {
    const { signal } = this.#stop;
    const running = new Set<Promise<unknown>>();
    while (!signal.aborted) {
      if (running.size >= concurrency) {
        await Promise.race(running);
        continue;
      }
      const waitMs = sync.waitMs();
      const list = waitMs > 0 ? undefined : sync.choose();
      if (list) {
        const reading = sync.read(list).finally(() => running.delete(reading));
        running.add(reading);
      } else {
        const restMs = waitMs > 0 ? Math.min(LONGEST_REST_MS, waitMs) : IDLE_MS;
        await sleep(restMs, undefined, { signal }).catch(() => undefined);
      }
    }
    await Promise.all(running);
  }
}
