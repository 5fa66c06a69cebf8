import type { ServerResponse } from 'node:http';

/** Where the server is in its life. */
export type Phase = 'starting' | 'serving' | 'stopping';

/** The queries in progress, and whether new ones are taken. */
export interface Progress {
  phase: Phase;
  readonly running: number;
  /** Takes a query in; the signal tells that its caller has gone or that the server can wait no longer. */
  begin(response: ServerResponse): AbortSignal;
  /**
   * Resolves when no query is in progress. After so many milliseconds the signals of the rest are aborted, and they have
   * a moment more to answer with what is there.
   */
  drain(timeoutMs: number): Promise<void>;
}

const GONE = 'The caller has gone.';

/** How long a query may take to answer once it was told to end. */
const LAST_WORDS_MS = 1000;

/** Creates the record of a server that is starting. */
export function createProgress(): Progress {
  const running = new Set<AbortController>();
  let onIdle: (() => void) | undefined;

  return {
    phase: 'starting',
    get running() {
      return running.size;
    },
    begin(response) {
      // Whoever hung up while the credential was being checked will not be heard of again.
      if (response.closed) return AbortSignal.abort(new Error(GONE));
      const controller = new AbortController();
      running.add(controller);
      response.once('close', () => {
        running.delete(controller);
        if (!response.writableFinished) controller.abort(new Error(GONE));
        if (running.size === 0) onIdle?.();
      });
      return controller.signal;
    },
    async drain(timeoutMs) {
      if (await isIdle(timeoutMs)) return;
      for (const controller of running) controller.abort(new Error('The server is stopping.'));
      await isIdle(LAST_WORDS_MS);
    },
  };

  /** Waits until no query is in progress; `false`: that took too long. */
  async function isIdle(timeoutMs: number): Promise<boolean> {
    if (running.size === 0) return true;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    onIdle = () => {
      resolve(undefined);
    };
    const timer = setTimeout(onIdle, timeoutMs);
    await promise;
    clearTimeout(timer);
    return running.size === 0;
  }
}
