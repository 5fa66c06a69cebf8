import type { CloudReply, CloudRequest, Fault } from './service.js';

/**
 * Replaces the response to a request with one of its own or with a failure; `undefined` leaves the request to the next
 * interceptor. `respond` returns the simulator's own response; calling it has the effects of the call (a token is issued).
 */
export type Interceptor = (
  request: CloudRequest,
  respond: () => CloudReply,
) => CloudReply | Fault | undefined | Promise<CloudReply | Fault | undefined>;

/** All interceptors; the newest is called first. */
export interface Interceptors {
  /** Returns a function that removes it. */
  add(interceptor: Interceptor): () => void;
  clear(): void;
  readonly empty: boolean;
  respond(request: CloudRequest, respond: () => CloudReply): Promise<CloudReply | Fault>;
}

export function createInterceptors(): Interceptors {
  let all: readonly Interceptor[] = [];
  return {
    add: (interceptor) => {
      all = [interceptor, ...all];
      return () => {
        all = all.filter((each) => each !== interceptor);
      };
    },
    clear: () => {
      all = [];
    },
    get empty() {
      return all.length === 0;
    },
    respond: async (request, respond) => {
      for (const interceptor of all) {
        const reply = await interceptor(request, respond);
        if (reply !== undefined) return reply;
      }
      return respond();
    },
  };
}
