import type { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import type { Breaker } from './circuit-breaker.js';
import type { Clock } from '../clock.js';
import type { Credentials, SignedWith } from '../auth/credentials.js';
import { exchange, classify, type ExchangeOptions, type ClassifiedResponse } from '../exchange.js';
import { toUpstreamError } from '../errors/error-table.js';
import { SilentFault, UnaskedFault } from '../errors/transport-errors.js';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.js';
import type { RateLimiter } from '../limits/rate-limiter.js';
import { retryAfterMsOf } from '../transport/response-headers.js';
import type { RawReply } from '../transport/response.js';
import type { CallResult, SharedCall } from '../single-flight.js';
import type { UpstreamRequest } from '../upstream.js';
import { toPatienceError, toClassifiedError, type FailedResponseClass } from '../errors/classification-error.js';

export interface Failure {
  readonly error: UpstreamError;
  /** What the provider asks to wait, in milliseconds. */
  readonly waitMs?: number | undefined;
  /** What was put right since: the same question, signed anew, may be answered. */
  readonly recovered?: 'clock' | 'token' | undefined;
}

export type Outcome = { readonly answer: CallResult } | Failure;

export interface AttemptsOptions extends ExchangeOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly limiter: ConcurrencyLimiter;
  readonly rateLimiter: RateLimiter;
  readonly breaker: Breaker;
  readonly credentials: Credentials;
}

/** Makes single attempts for one account: waits for its turn, asks, and learns from what came back. */
export class Attempts {
  readonly #options: AttemptsOptions;

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  /** One attempt; rejects where none is made, or where nobody waits for its answer any more. */
  async make(request: UpstreamRequest, call: SharedCall): Promise<Outcome> {
    const { breaker, credentials, limiter, rateLimiter } = this.#options;
    this.#throwIfRefused(call, false);
    const isProbe = breaker.isOpen;
    const waitMs = rateLimiter.take();
    if (waitMs > 0 || !limiter.tryEnter()) await this.#queue(waitMs, call, isProbe);
    try {
      const signedWith = credentials.current();
      const entered = limiter.entered;
      const reply = await exchange(this.#options, request, credentials.now(), call);
      return this.#conclude(reply, classify(this.#options.protocol, reply), signedWith, entered);
    } catch (error) {
      return this.#fail(error);
    } finally {
      limiter.leave();
    }
  }

  async #queue(waitMs: number, call: SharedCall, isProbe: boolean): Promise<void> {
    const { account, limiter, rateLimiter } = this.#options;
    let hasEntered = false;
    try {
      if (waitMs > 0) await call.sleep(waitMs, () => toPatienceError(account, waitMs));
      if (!limiter.tryEnter()) await limiter.enter(call);
      hasEntered = true;
      this.#throwIfRefused(call, isProbe);
    } catch (error) {
      rateLimiter.giveBack();
      if (hasEntered) limiter.leave();
      throw error;
    }
  }

  /** Whether there may be an attempt now: asked before a wait and after it, since others learn meanwhile. */
  #throwIfRefused(call: SharedCall, isProbe: boolean): void {
    const { breaker, credentials } = this.#options;
    call.throwIfOver();
    if (credentials.isSilent) throw new SilentFault();
    const refusal = isProbe ? undefined : breaker.refuse(call);
    if (refusal !== undefined) throw refusal;
  }

  #fail(thrown: unknown): Failure {
    if (thrown instanceof UnaskedFault) throw thrown;
    const error = toUpstreamError(this.#options.account, thrown);
    if (error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'UPSTREAM_TIMEOUT') this.#options.breaker.failed(error);
    return { error };
  }

  #conclude(reply: RawReply, responseClass: ClassifiedResponse, signedWith: SignedWith, entered: number): Outcome {
    this.#learn(responseClass, entered);
    switch (responseClass.kind) {
      case 'ok':
        return { answer: responseClass.answer };
      case 'refused':
        return { answer: 'refused' };
      case 'throttled':
      case 'unavailable':
        return this.#toPassing(responseClass, reply);
      default:
        return {
          error: toClassifiedError(this.#options.account, responseClass),
          recovered: this.#recover(responseClass, reply.serverTime, signedWith),
        };
    }
  }

  #learn({ kind }: ClassifiedResponse, entered: number): void {
    const { breaker, credentials, limiter } = this.#options;
    // Whatever it says of the question, a provider that understood it is not down.
    if (kind !== 'unavailable' && kind !== 'invalid') breaker.succeeded();
    if (kind === 'throttled') limiter.slowDown(entered);
    if (kind === 'ok' || kind === 'refused' || kind === 'not-found' || kind === 'forbidden') {
      limiter.speedUp();
      credentials.accepted();
    }
  }

  #recover(
    responseClass: FailedResponseClass,
    serverTime: number | undefined,
    signedWith: SignedWith,
  ): Failure['recovered'] {
    const { credentials } = this.#options;
    if (responseClass.kind === 'token-expired') return credentials.tokenRefused(signedWith);
    if (responseClass.kind === 'clock-skew') return credentials.clockRefused(serverTime, signedWith);
    const isBadSignature = responseClass.kind === 'auth' && responseClass.signature;
    return isBadSignature ? credentials.signatureRefused(serverTime, signedWith) : undefined;
  }

  #toPassing(responseClass: FailedResponseClass, { headers, serverTime }: RawReply): Failure {
    const { account, breaker, credentials } = this.#options;
    const waitMs = retryAfterMsOf(headers, serverTime ?? credentials.now());
    const error = toClassifiedError(account, responseClass, waitMs);
    if (responseClass.kind === 'unavailable') breaker.failed(error);
    return { error, waitMs };
  }
}
