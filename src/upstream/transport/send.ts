import type { HttpAgent } from './agent.js';
import type { Clock } from '../clock.js';
import { AbandonedFault, AttemptTimeoutFault, type Fault } from '../errors/transport-errors.js';
import type { RawReply } from './response.js';
import type { MemoryShare } from './memory-budget.js';
import { ResponseReader } from './response-reader.js';
import type { SignedRequest } from '../upstream.js';

/** One request as it goes out, once. */
export interface Sending extends SignedRequest {
  readonly origin: string;
  readonly method: 'GET' | 'POST';
  readonly body: string | undefined;
}

/** What carries requests, and for how long. */
export interface Carrier {
  readonly agent: HttpAgent;
  readonly memory: MemoryShare;
  readonly clock: Clock;
  /** From the first try to connect to the last byte: the one timeout that a drip cannot get past. */
  readonly attemptTimeoutMs: number;
}

/**
 * Sends one request and reads its reply; calls `resolve` or `reject` once, the latter with a Fault. Returns what gives
 * the attempt up, and its connection with it.
 */
export function send(
  { agent, memory, clock, attemptTimeoutMs }: Carrier,
  { origin, method, target, headers, body }: Sending,
  resolve: (reply: RawReply) => void,
  reject: (fault: Fault) => void,
): () => void {
  const stop = clock.after(attemptTimeoutMs, () => {
    reader.fail(new AttemptTimeoutFault());
  });
  const reader = new ResponseReader(
    memory,
    (reply) => {
      stop();
      resolve(reply);
    },
    (fault) => {
      stop();
      reject(fault);
    },
  );
  agent.dispatcher.dispatch(
    {
      origin,
      method,
      path: target,
      // Compressed bytes could be expanded past any cap, so none are asked for, and none are taken.
      headers: { ...headers, 'accept-encoding': 'identity' },
      body: body ?? null,
    },
    reader,
  );
  return () => {
    reader.fail(new AbandonedFault());
  };
}
