import type { CloudReply, CloudRequest, Fault } from './service.js';

/**
 * May take the simulator's place for a request: an own reply, a fault, or `undefined` for "not mine".
 * `answer` is what the simulator would say; calling it has the effects of the call (a token is issued).
 */
export type Interceptor = (
  request: CloudRequest,
  answer: () => CloudReply,
) => CloudReply | Fault | undefined | Promise<CloudReply | Fault | undefined>;

/** The interceptors in place: the newest is asked first. */
export interface Interceptors {
  /** Returns what takes it out again. */
  add(interceptor: Interceptor): () => void;
  clear(): void;
  readonly empty: boolean;
  answer(request: CloudRequest, answer: () => CloudReply): Promise<CloudReply | Fault>;
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
    answer: async (request, answer) => {
      for (const interceptor of all) {
        const reply = await interceptor(request, answer);
        if (reply !== undefined) return reply;
      }
      return answer();
    },
  };
}
