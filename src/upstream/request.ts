import type { Operation } from '../domain/operation.js';
import type { Account } from '../domain/provider.js';
import type { HttpAgent } from './transport/agent.js';
import { systemClock, type Clock } from './clock.js';
import { toUpstreamError } from './errors/error-table.js';
import { AbandonedFault } from './errors/transport-errors.js';
import { type RawReply, toReply } from './transport/response.js';
import { send } from './transport/send.js';
import type { UpstreamReply } from './upstream.js';

export interface OneRequest {
  /** On whose behalf: named in errors. */
  readonly account: Account;
  readonly agent: HttpAgent;
  /** Only its origin is used. */
  readonly endpoint: URL;
  readonly method: 'GET' | 'POST';
  /** The path with its query, percent-encoded, beginning with a slash. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds until the reply must be whole; the operation's end comes first where it is nearer. */
  readonly attemptTimeoutMs: number;
  readonly operation: Operation;
  readonly clock?: Clock;
}

/**
 * One request beside an account's calls, such as buying a token: the same limits on time, size, redirects, encodings
 * and certificates, but no budget, no sharing, no retry. Resolves with any reply that arrived whole, whatever its
 * status; rejects with an UpstreamError.
 */
export async function request(options: OneRequest): Promise<UpstreamReply> {
  const { account, agent, endpoint, operation, body, clock = systemClock } = options;
  const carrier = { ...options, clock, memory: agent.memory.share() };
  const { signal } = operation;
  let onAbort: (() => void) | undefined;
  try {
    const reply = await new Promise<RawReply>((resolve, reject) => {
      if (signal.aborted) throw new AbandonedFault();
      onAbort = send(carrier, { ...options, origin: endpoint.origin, body }, resolve, reject);
      signal.addEventListener('abort', onAbort, { once: true });
    });
    return toReply(reply);
  } catch (error) {
    throw toUpstreamError(account, error);
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}
