/** The subscriptions of a server: how many are open, and what ends their connections when the server stops. */
export class OpenStreams {
  readonly #closers = new Set<() => void>();
  #count = 0;

  /** Counts a subscription. Returns what ends it; `undefined`: there are as many as the limit allows. */
  admit(limit: number): (() => void) | undefined {
    if (this.#count >= limit) return undefined;
    this.#count++;
    let isOpen = true;
    return () => {
      if (isOpen) this.#count--;
      isOpen = false;
    };
  }

  /** The number of connections. */
  get connections(): number {
    return this.#closers.size;
  }

  /** Registers a connection. `close` must be a new function. Returns what removes it. */
  connected(close: () => void): () => void {
    this.#closers.add(close);
    return () => {
      this.#closers.delete(close);
    };
  }

  closeAll(): void {
    for (const close of [...this.#closers]) close();
  }
}
