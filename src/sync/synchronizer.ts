import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountReader } from './observer.js';

/** How long a worker rests where no list is due. */
const IDLE_MS = 250;
/** The longest rest: what an account waits for may end at any time. */
const LONGEST_IDLE_MS = 1000;

/** Reads in the background, for each account with as many readings at a time as it may have, until it is stopped. */
export class Synchronizer {
  readonly #stop = new AbortController();
  readonly #working: Promise<unknown>;

  constructor(accounts: readonly { readonly sync: AccountReader; readonly concurrency: number }[]) {
    this.#working = Promise.all(
      accounts.flatMap(({ sync, concurrency }) => Array.from({ length: concurrency }, () => this.#work(sync))),
    );
  }

  /** Ends when the readings under way have ended. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  async #work(sync: AccountReader): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const waitMs = sync.waitMs();
      const list = waitMs > 0 ? undefined : sync.choose();
      if (list) await sync.read(list);
      else
        await sleep(Math.min(LONGEST_IDLE_MS, Math.max(IDLE_MS, waitMs)), undefined, { signal }).catch(() => undefined);
    }
  }
}
