import type { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import type { Credentials, Recovery, SignedWith } from '../auth/credentials.js';
import type { Clock } from '../clock.js';
import {
  createUpstreamError,
  failureKindOf,
  toResponseError,
  toUpstreamError,
  type ResponseFailure,
} from '../errors/error-table.js';
import { NoAttemptError } from '../errors/failures.js';
import { classify, exchange, type ExchangeOptions } from '../exchange.js';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.js';
import type { CallBudget } from '../limits/call-budget.js';
import type { RecordAttempt, Wait } from '../observer.js';
import type { SharedCall } from '../single-flight.js';
import { retryAfterMsOf } from '../transport/response-headers.js';
import type { RawReply } from '../transport/response.js';
import type { CallResult, ResponseClass, UpstreamRequest } from '../upstream.js';
import type { CircuitBreaker } from './circuit-breaker.js';

export interface Failure {
  readonly error: UpstreamError;
  /** The provider's Retry-After, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The part that was replaced since, so that the same request, signed again, may succeed. */
  readonly recovered?: Recovery | undefined;
}

export type Outcome = { readonly result: CallResult } | Failure;

export interface AttemptsOptions extends ExchangeOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly limiter: ConcurrencyLimiter;
  readonly budget: CallBudget;
  readonly breaker: CircuitBreaker;
  readonly credentials: Credentials;
  /** `undefined` without observers. */
  readonly record: RecordAttempt | undefined;
}

const NO_WAITS: readonly Wait[] = [];

/** Makes single attempts for one account: waits for its limits, sends, and learns from the response. */
export class Attempts {
  readonly #options: AttemptsOptions;

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  /** Makes attempt `number`, from 1. Rejects if none may be made, or if every caller has gone. */
  async make(request: UpstreamRequest, call: SharedCall, number: number): Promise<Outcome> {
    const { account, breaker, credentials, limiter, budget, record } = this.#options;
    this.#throwIfNotAllowed(call, false);
    const isProbe = breaker.isOpen;
    const waitMs = budget.take();
    const mayStart = waitMs !== undefined && waitMs <= 0 && limiter.tryEnter();
    const waits = mayStart ? NO_WAITS : await this.#queue(waitMs, call, isProbe);
    const end = record?.({
      name: request.name,
      account,
      requestId: call.requestId,
      call,
      method: request.method,
      origin: this.#options.origin,
      number,
      reason: number > 1 ? 'retry' : request.purpose,
      waits,
    });
    let status: number | undefined;
    try {
      const signedWith = credentials.current();
      const entered = limiter.entered;
      const reply = await exchange(this.#options, request, credentials.now(), call, ({ credential }) => {
        credentials.signed(signedWith, credential);
      });
      status = reply.status;
      const classified = classify(this.#options.protocol, reply);
      const outcome = this.#conclude(reply, classified, signedWith, entered);
      const { kind } = classified;
      const error = 'error' in outcome ? outcome.error : undefined;
      end?.({ outcome: kind === 'rejected' ? 'ok' : kind, status, error });
      return outcome;
    } catch (thrown) {
      const error = toUpstreamError(account, thrown);
      end?.({ outcome: failureKindOf(thrown), status, error });
      return this.#fail(thrown, error);
    } finally {
      limiter.leave();
    }
  }

  /** Waits for the rate, a Retry-After and a free place. Takes nothing if it rejects. */
  async #queue(taken: number | undefined, call: SharedCall, isProbe: boolean): Promise<readonly Wait[]> {
    const { budget, clock, limiter } = this.#options;
    const waits: Wait[] = [];
    let hasEntered = false;
    let hasCall = false;
    try {
      await this.#takeFromBudget(taken, call, waits);
      hasCall = true;
      if (!limiter.tryEnter()) {
        const start = clock.elapsed();
        await limiter.enter(call);
        hasEntered = true;
        waits.push({ reason: 'concurrency', ms: clock.elapsed() - start });
        // Exchanged for a new one: calls that waited for a place must not add up to a burst.
        budget.giveBack();
        hasCall = false;
        await this.#takeFromBudget(budget.take(), call, waits);
        hasCall = true;
      }
      hasEntered = true;
      this.#throwIfNotAllowed(call, isProbe);
      return waits;
    } catch (error) {
      if (hasCall) budget.giveBack();
      if (hasEntered) limiter.leave();
      throw error;
    }
  }

  /** Waits until the budget allows the attempt. Takes nothing if it rejects. */
  async #takeFromBudget(taken: number | undefined, call: SharedCall, waits: Wait[]): Promise<void> {
    const { account, budget, clock } = this.#options;
    for (let waitMs = taken; ; waitMs = budget.take()) {
      if (waitMs === undefined) {
        const start = clock.elapsed();
        waitMs = await call.wait<number>((resolve, reject) => budget.request(call.deadline, resolve, reject));
        waits.push({ reason: 'rate', ms: clock.elapsed() - start });
      }
      if (waitMs > 0) {
        const retryAfterMs = waitMs;
        const reason = budget.reasonOf(waitMs);
        try {
          await call.sleep(waitMs, () => createUpstreamError(reason, account, { retryAfterMs }));
        } catch (error) {
          budget.giveBack();
          throw error;
        }
        waits.push({ reason, ms: waitMs });
      }
      // A Retry-After may have arrived meanwhile.
      if (!budget.isPaused) return;
      budget.giveBack();
    }
  }

  /** Checked before a wait and again after it, because other attempts end meanwhile. */
  #throwIfNotAllowed(call: SharedCall, isProbe: boolean): void {
    const { breaker, credentials } = this.#options;
    call.throwIfOver();
    if (credentials.isSilenced) throw new NoAttemptError('key-silenced');
    if (!isProbe) breaker.throwIfProbed(call.initiator);
  }

  #fail(thrown: unknown, error: UpstreamError): Failure {
    if (thrown instanceof NoAttemptError) throw thrown;
    if (error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'UPSTREAM_TIMEOUT') this.#options.breaker.failed(error);
    const { retryAfterSeconds } = error;
    return { error, ...(retryAfterSeconds !== undefined && { retryAfterMs: retryAfterSeconds * 1000 }) };
  }

  #conclude(reply: RawReply, response: ResponseClass, signedWith: SignedWith, entered: number): Outcome {
    this.#learn(response, entered);
    switch (response.kind) {
      case 'ok':
        return { result: { body: response.body, exactBody: response.exactBody, serverTime: reply.serverTime } };
      case 'rejected':
        return { result: 'rejected' };
      case 'throttled':
      case 'unavailable':
        return this.#toTemporaryFailure(response, reply);
      default:
        return {
          error: toResponseError(this.#options.account, response),
          recovered: this.#recover(response, reply.serverTime, signedWith),
        };
    }
  }

  #learn({ kind }: ResponseClass, entered: number): void {
    const { breaker, credentials, limiter } = this.#options;
    // Any response that the provider itself made shows that it is up.
    if (kind !== 'unavailable' && kind !== 'invalid') breaker.succeeded();
    if (kind === 'throttled') limiter.slowDown(entered);
    if (kind === 'ok' || kind === 'rejected' || kind === 'not-found' || kind === 'forbidden') {
      limiter.speedUp();
      credentials.accepted();
    }
  }

  #recover(response: ResponseFailure, serverTime: number | undefined, signedWith: SignedWith): Recovery | undefined {
    const { credentials } = this.#options;
    if (response.kind === 'token-expired') return credentials.credentialRejected(signedWith);
    if (response.kind === 'clock-skew') return credentials.clockRejected(serverTime, signedWith);
    if (response.kind !== 'auth') return undefined;
    return response.signature
      ? credentials.signatureRejected(serverTime, signedWith)
      : credentials.credentialRejected(signedWith);
  }

  #toTemporaryFailure(response: ResponseFailure, reply: RawReply): Failure {
    const { account, breaker, credentials } = this.#options;
    const retryAfterMs = retryAfterMsOf(reply, credentials.now());
    const error = toResponseError(account, response, retryAfterMs);
    if (response.kind === 'unavailable') breaker.failed(error);
    return { error, retryAfterMs };
  }
}
