import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../store/database.js';
import type { ChangePage, JobChange, Store } from '../store/store.js';
import { ChangeStream } from './change-stream.js';

/** Milliseconds between two looks at the store. */
const POLL_MS = 200;
/** Changes that one statement reads. */
const PAGE = 200;
/** Changes that are kept in memory for all subscribers. One that is further behind reads the store itself. */
const RECENT = 1000;

/**
 * The changes of a store, for all subscribers of a process. While there are any, one loop looks for new changes, so that
 * changes that any replica wrote are found, and the store is read as often for a thousand subscribers as for one.
 */
export class ChangeFeed {
  readonly #source: { readonly current: Store | undefined };
  readonly #streams = new Set<ChangeStream>();
  readonly #waiting = new Map<ChangeStream, () => void>();
  /** All changes behind `#start`, up to `#end`. */
  #recent: readonly JobChange[] = [];
  #start = 0;
  #end = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: { readonly current: Store | undefined }) {
    this.#source = source;
  }

  /** The store. Waits while it cannot be reached; rejects when the signal is aborted. */
  async opened(signal: AbortSignal): Promise<Store> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#source.current) return this.#source.current;
      await sleep(POLL_MS, undefined, { signal });
    }
  }

  /** The numbers of the newest change that has expired and of the newest change. Waits as `opened` does. */
  async kept(signal: AbortSignal): Promise<{ readonly expired: number; readonly newest: number }> {
    for (;;) {
      const store = await this.opened(signal);
      try {
        return await store.changesKept();
      } catch (error) {
        await pauseAfter(error, signal);
      }
    }
  }

  /** The changes behind a number that match. They are read as they are taken, so a slow subscriber holds none. */
  stream(after: number, matches: (change: JobChange) => boolean): ChangeStream {
    if (this.#streams.size === 0) this.#begin(after);
    const stream = new ChangeStream(this, after, matches);
    this.#streams.add(stream);
    return stream;
  }

  /** The next changes behind a number; none when the stream was ended meanwhile. */
  async after(position: number, stream: ChangeStream): Promise<ChangePage> {
    while (this.#streams.has(stream)) {
      if (position < this.#start) {
        const page = await this.#read(position);
        if (page) return page;
      } else if (position < this.#end) {
        const first = this.#recent.findLastIndex(({ sequence }) => sequence <= position) + 1;
        return { changes: this.#recent.slice(first), end: this.#end };
      } else {
        await new Promise<void>((resolve) => this.#waiting.set(stream, resolve));
      }
    }
    return { changes: [], end: position };
  }

  leave(stream: ChangeStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size === 0) clearTimeout(this.#timer);
    this.#waiting.get(stream)?.();
    this.#waiting.delete(stream);
  }

  close(): void {
    for (const stream of this.#streams) void stream.return();
  }

  #begin(position: number): void {
    this.#recent = [];
    this.#start = this.#end = position;
    this.#poll();
  }

  #poll(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#look().then(() => {
        if (this.#streams.size > 0) this.#poll();
      });
    }, POLL_MS);
  }

  async #look(): Promise<void> {
    for (;;) {
      const from = this.#end;
      const page = await this.#read(from);
      // Everybody may have left meanwhile, and others have come.
      if (!page || page.end === from || this.#end !== from) return;
      this.#end = page.end;
      const all = [...this.#recent, ...page.changes];
      this.#recent = all.slice(-RECENT);
      this.#start = all[all.length - RECENT - 1]?.sequence ?? this.#start;
      this.#wake();
    }
  }

  /** `undefined`: the store cannot be used now. */
  async #read(position: number): Promise<ChangePage | undefined> {
    try {
      const store = this.#source.current;
      if (store) return await store.changesAfter(position, PAGE);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
    await sleep(POLL_MS);
    return undefined;
  }

  #wake(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

async function pauseAfter(error: unknown, signal: AbortSignal): Promise<void> {
  if (!(error instanceof StoreError)) throw error;
  await sleep(POLL_MS, undefined, { signal });
}
