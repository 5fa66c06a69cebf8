/** Time between two pings: proxies close connections that are idle for too long. */
const PING_MS = 12_000;

/** The connection of one or several subscriptions. */
export interface OpenConnection {
  /** The server stops. */
  close(): void;
  ping(): void;
}

/** The subscriptions of a server: how many are open, and their connections. One timer serves all connections. */
export class OpenStreams {
  readonly #connections = new Set<OpenConnection>();
  #timer: NodeJS.Timeout | undefined;
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
    return this.#connections.size;
  }

  add(connection: OpenConnection): void {
    this.#connections.add(connection);
    this.#timer ??= setInterval(() => {
      for (const open of this.#connections) open.ping();
    }, PING_MS).unref();
  }

  remove(connection: OpenConnection): void {
    this.#connections.delete(connection);
    if (this.#connections.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  closeAll(): void {
    for (const connection of [...this.#connections]) connection.close();
  }
}
