import type { CallScope } from '../domain/operation.js';
import type { Account } from '../domain/provider.js';
import { systemClock, type Clock } from './clock.js';
import { failureKindOf, toUpstreamError, type Peer } from './errors/error-table.js';
import { NoAttemptError } from './errors/failures.js';
import { createAttemptRecorder, type UpstreamObserver } from './observer.js';
import type { HttpAgent } from './transport/agent.js';
import { toReply, type RawReply } from './transport/response.js';
import { send } from './transport/send.js';
import type { UpstreamReply } from './upstream.js';

export interface OneRequest {
  /** For logs and metrics: `iam.createToken`. */
  readonly name: string;
  /** The called service, for error messages. */
  readonly peer: Peer;
  /** The account of the request, for error messages. */
  readonly account: Account;
  readonly agent: HttpAgent;
  /** Only its origin is used. */
  readonly endpoint: URL;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The path with its query, percent-encoded, beginning with a slash. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds until the response must be complete, if the operation does not end sooner. */
  readonly attemptTimeoutMs: number;
  readonly operation: CallScope;
  readonly observers?: readonly UpstreamObserver[];
  readonly clock?: Clock;
}

/**
 * A request that is not an account's upstream call, such as a token request. It has the same limits on time, size,
 * redirects, encodings and certificates, but no budget, no sharing and no retry. Resolves with any complete response of any
 * status; rejects with an UpstreamError.
 */
export async function request(options: OneRequest): Promise<UpstreamReply> {
  const { name, peer, account, agent, endpoint, operation, body, observers = [], clock = systemClock } = options;
  const { requestId, signal } = operation;
  const end = createAttemptRecorder(
    observers,
    clock,
  )?.({
    name,
    account,
    requestId,
    call: options,
    method: options.method,
    origin: endpoint.origin,
    number: 1,
    reason: undefined,
    waits: [],
  });
  const transport = { ...options, clock, memory: agent.memory.share() };
  let onAbort: (() => void) | undefined;
  try {
    const reply = await new Promise<RawReply>((resolve, reject) => {
      if (signal.aborted) throw new NoAttemptError('caller-gone');
      onAbort = send(transport, { ...options, origin: endpoint.origin, body }, resolve, reject);
      signal.addEventListener('abort', onAbort, { once: true });
    });
    end?.({ outcome: 'ok', status: reply.status, error: undefined });
    return toReply(reply);
  } catch (thrown) {
    const error = toUpstreamError(account, thrown, peer);
    end?.({ outcome: failureKindOf(thrown), status: undefined, error });
    throw error;
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}
