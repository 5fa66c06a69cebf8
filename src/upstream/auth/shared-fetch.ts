/** One request and its waiting callers. It is cancelled when the last caller leaves, unless it needs no caller. */
export class SharedFetch<Result> {
  readonly #controller = new AbortController();
  readonly #result: Promise<Result>;
  readonly #isBackground: boolean;
  #waiting = 0;

  constructor(fetch: (signal: AbortSignal) => Promise<Result>, isBackground: boolean) {
    this.#isBackground = isBackground;
    // The fetch starts later, so that the owner has this object before the fetch ends.
    this.#result = Promise.resolve().then(() => fetch(this.#controller.signal));
    this.#result.catch(() => undefined);
  }

  /** Rejects with `gone()` when `signal` is aborted. The fetch continues for the other callers. */
  async join(signal: AbortSignal, gone: () => Error): Promise<Result> {
    const { promise: left, reject } = Promise.withResolvers<never>();
    const leave = () => {
      reject(gone());
    };
    this.#waiting++;
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    try {
      return await Promise.race([this.#result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      if (--this.#waiting === 0 && !this.#isBackground) this.#controller.abort();
    }
  }
}
