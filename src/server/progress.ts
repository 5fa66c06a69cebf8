import type { ServerResponse } from 'node:http';

/** The state of the server. */
export type Phase = 'starting' | 'serving' | 'stopping';

/** The queries in progress, and whether new ones are accepted. */
export interface Progress {
  phase: Phase;
  readonly running: number;
  /** Registers a query. The signal is aborted when its caller disconnects, or when a stopping server ends it. */
  begin(response: ServerResponse): AbortSignal;
  /**
   * Resolves when no query is in progress. After `timeoutMs` the signals of the remaining queries are aborted, and they
   * have one second more to send what they have.
   */
  drain(timeoutMs: number): Promise<void>;
}

const DISCONNECTED = 'The caller disconnected.';

/** How long a query may take to respond after its signal was aborted. */
const GRACE_MS = 1000;

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
      // The caller disconnected while its credential was checked: there will be no `close` event.
      if (response.closed) return AbortSignal.abort(new Error(DISCONNECTED));
      const controller = new AbortController();
      running.add(controller);
      response.once('close', () => {
        running.delete(controller);
        if (!response.writableFinished) controller.abort(new Error(DISCONNECTED));
        if (running.size === 0) onIdle?.();
      });
      return controller.signal;
    },
    async drain(timeoutMs) {
      if (await isIdle(timeoutMs)) return;
      for (const controller of running) controller.abort(new Error('The server is stopping.'));
      await isIdle(GRACE_MS);
    },
  };

  /** Waits until no query is in progress. `false`: not within the time. */
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
