import type { ServerResponse } from 'node:http';

/** The state of the server. */
export type Phase = 'starting' | 'serving' | 'stopping';

/** The queries in progress, and whether new ones are accepted. */
export interface Progress {
  phase: Phase;
  readonly running: number;
  /** Registers a query. */
  begin(response: ServerResponse): RunningQuery;
  /**
   * Resolves when no query is in progress. After `timeoutMs` the signals of the remaining queries are aborted, and they
   * have one second more to send what they have.
   */
  drain(timeoutMs: number): Promise<void>;
}

export interface RunningQuery {
  /** Aborted when the caller disconnects, or when a stopping server ends the query. */
  readonly signal: AbortSignal;
  /** It is a subscription, and no query that a stopping server waits for. */
  readonly release: () => void;
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
      if (response.closed) return { signal: AbortSignal.abort(new Error(DISCONNECTED)), release: () => undefined };
      const controller = new AbortController();
      running.add(controller);
      const release = () => {
        running.delete(controller);
        if (running.size === 0) onIdle?.();
      };
      response.once('close', () => {
        if (!response.writableFinished) controller.abort(new Error(DISCONNECTED));
        release();
      });
      return { signal: controller.signal, release };
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
