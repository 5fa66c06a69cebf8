import type { Clock } from '../clock.js';
import { NoAttemptError, TransportError } from '../errors/failures.js';
import type { SignedRequest } from '../upstream.js';
import type { HttpAgent } from './agent.js';
import type { MemoryShare } from './memory-budget.js';
import { ResponseReader, type ReadError } from './response-reader.js';
import type { RawReply } from './response.js';

/** One HTTP request. */
export interface OutgoingRequest extends SignedRequest {
  readonly origin: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly body: string | undefined;
}

/** The connections, memory and clock of requests. */
export interface Transport {
  readonly agent: HttpAgent;
  readonly memory: MemoryShare;
  readonly clock: Clock;
  /** From the first connection attempt to the last byte: the one timeout that also ends a slow drip. */
  readonly attemptTimeoutMs: number;
}

/** Sends one request and reads its response. Calls `resolve` or `reject` once. Returns what cancels the attempt. */
export function send(
  { agent, memory, clock, attemptTimeoutMs }: Transport,
  { origin, method, target, headers, body }: OutgoingRequest,
  resolve: (reply: RawReply) => void,
  reject: (error: ReadError) => void,
): () => void {
  const stopTimer = clock.after(attemptTimeoutMs, () => {
    reader.fail(new TransportError('attempt-timeout'));
  });
  const reader = new ResponseReader(
    memory,
    (reply) => {
      stopTimer();
      resolve(reply);
    },
    (error) => {
      stopTimer();
      reject(error);
    },
  );
  agent.dispatch(
    {
      origin,
      method,
      path: target,
      // Compressed bytes could expand past any cap, so none are requested.
      headers: { ...headers, 'accept-encoding': 'identity' },
      body: body ?? null,
    },
    reader,
  );
  return () => {
    reader.fail(new NoAttemptError('caller-gone'));
  };
}
