import { UpstreamError } from '../../domain/errors.js';
import type { CallScope } from '../../domain/operation.js';
import type { Account } from '../../domain/provider.js';
import type { Clock } from '../clock.js';
import { createUpstreamError, toUpstreamError, type Peer } from '../errors/error-table.js';
import { NoAttemptError } from '../errors/failures.js';
import type { Logger } from '../logger.js';
import type { UpstreamObserver } from '../observer.js';
import type { Credential, CredentialSource } from './credential-source.js';
import { FetchPause } from './fetch-pause.js';
import { SharedFetch } from './shared-fetch.js';

/** A credential is renewed this long before it expires, a short-lived one at a tenth of its life. */
const RENEWAL_MARGIN_MS = 5 * 60_000;
const RENEWAL_MARGIN_PART = 0.1;
/** A credential must outlast the request that carries it. */
const REQUEST_MARGIN_MS = 5000;
const REQUEST_MARGIN_PART = 0.01;
/** A replacement that is rejected sooner will not be replaced by a better one. */
const REPLACEMENT_MS = 60_000;

const RENEWAL_FAILED = 'Renewing a credential failed; the present one stays in use until it expires.';
const NONE_LEFT = 'There is no valid credential, and requesting one failed; calls that need it fail until it succeeds.';
const SUCCEEDED = 'Requesting the credential succeeds again.';
const REPLACEMENT_KEPT =
  'The provider rejects credentials as soon as they are issued; no new one is requested for a minute.';

/** A credential as it was issued. */
export interface IssuedCredential<Value> {
  readonly value: Value;
  /** From its issue to its expiry, both by the issuer's clock: ours may differ. */
  readonly lifetimeMs: number;
  /** The id of an access key. */
  readonly keyId?: string;
}

export interface RenewalOptions<Value> {
  /** The issuer of the credential. */
  readonly peer: Peer;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  readonly logger: Logger;
  readonly observers?: readonly UpstreamObserver[];
  /** Requests the credential. Rejects with an UpstreamError or a NoAttemptError. */
  issue(account: Account, scope: CallScope): Promise<IssuedCredential<Value>>;
  /** Throws if no request may be sent now. */
  throwIfSilent?(account: Account): void;
}

/**
 * A credential that expires. It is requested once for all who need it, and renewed in the background shortly before it
 * expires. A failed renewal leaves it in use while it lives, and is repeated with growing pauses; after a rejection, once
 * a minute.
 */
export class RenewedCredential<Value> implements CredentialSource<Value> {
  readonly #options: RenewalOptions<Value>;
  readonly #pause: FetchPause;
  #held: Credential<Value> | undefined;
  #number = 0;
  #renewAt = -Infinity;
  #usableUntil = -Infinity;
  #expiresAt: number | undefined;
  #replacedAt = -Infinity;
  #warnedAt = -Infinity;
  /** What the log has about the present failure to renew. */
  #reported: typeof RENEWAL_FAILED | typeof NONE_LEFT | undefined;
  #fetch: SharedFetch<Credential<Value>> | undefined;

  constructor(options: RenewalOptions<Value>) {
    this.#options = options;
    this.#pause = new FetchPause(options.clock);
  }

  get number(): number {
    return this.#number;
  }

  get keyId(): string | undefined {
    return this.#held?.keyId;
  }

  get expiresAt(): number | undefined {
    return this.#expiresAt;
  }

  use(account: Account, scope: CallScope): Credential<Value> | Promise<Credential<Value>> {
    const now = this.#options.clock.now();
    if (this.#held === undefined || now >= this.#usableUntil) return this.#wait(account, scope);
    if (now >= this.#renewAt && this.#fetch === undefined && !this.#pause.isOn) this.#begin(account, scope, true);
    return this.#held;
  }

  reject(number: number): boolean {
    const now = this.#options.clock.now();
    if (number !== this.#number || now >= this.#usableUntil) return true;
    // The distance, because the clock may be set back.
    if (Math.abs(now - this.#replacedAt) < REPLACEMENT_MS) {
      if (this.#warnedAt !== this.#replacedAt) this.#options.logger.warn({}, REPLACEMENT_KEPT);
      this.#warnedAt = this.#replacedAt;
      return false;
    }
    this.#replacedAt = now;
    this.#usableUntil = -Infinity;
    return true;
  }

  async #wait(account: Account, scope: CallScope): Promise<Credential<Value>> {
    const fetch = this.#fetch ?? this.#beginForCaller(account, scope);
    const { peer } = this.#options;
    try {
      return await fetch.join(scope.signal, () => createUpstreamError('caller-gone', account, { peer }));
    } catch (error) {
      const own = forAccount(error, account);
      // The account that made the request reports it. The others made no attempt.
      if (own === error || !(own instanceof UpstreamError) || own.retryable) throw own;
      throw new NoAttemptError('key-silenced', { cause: own });
    }
  }

  /** The caller that starts a fetch pays for it. */
  #beginForCaller(account: Account, scope: CallScope): SharedFetch<Credential<Value>> {
    this.#options.throwIfSilent?.(account);
    if (this.#pause.isOn) throw new NoAttemptError('key-silenced', { cause: forAccount(this.#pause.error, account) });
    if (!scope.takeCall()) throw new NoAttemptError('call-budget');
    return this.#begin(account, scope, false);
  }

  #begin(account: Account, { requestId, deadline }: CallScope, isBackground: boolean): SharedFetch<Credential<Value>> {
    const fetch = new SharedFetch<Credential<Value>>(async (signal) => {
      const scope: CallScope = { requestId, deadline, signal, takeCall: () => true };
      try {
        return this.#keep(account, await this.#options.issue(account, scope));
      } catch (error) {
        if (!signal.aborted && !(error instanceof NoAttemptError)) this.#failed(account, error);
        throw error;
      } finally {
        if (this.#fetch === fetch) this.#fetch = undefined;
      }
    }, isBackground);
    this.#fetch = fetch;
    return fetch;
  }

  #keep(account: Account, { value, lifetimeMs, keyId }: IssuedCredential<Value>): Credential<Value> {
    const now = this.#options.clock.now();
    const isSame = keyId !== undefined && keyId === this.#held?.keyId;
    if (!isSame || this.#held === undefined) {
      this.#held = { value, number: ++this.#number, ...(keyId !== undefined && { keyId }) };
    }
    this.#expiresAt = now + lifetimeMs;
    this.#renewAt = this.#expiresAt - Math.min(RENEWAL_MARGIN_MS, lifetimeMs * RENEWAL_MARGIN_PART);
    this.#usableUntil = this.#expiresAt - Math.min(REQUEST_MARGIN_MS, lifetimeMs * REQUEST_MARGIN_PART);
    this.#pause.succeeded();
    if (this.#reported !== undefined) this.#options.logger.warn(this.#fieldsOf(account), SUCCEEDED);
    this.#reported = undefined;
    this.#observe(account, undefined);
    return this.#held;
  }

  #failed(account: Account, thrown: unknown): void {
    const error = toUpstreamError(account, thrown, this.#options.peer);
    this.#pause.failed(error);
    this.#observe(account, error);
    const message = this.#options.clock.now() < this.#usableUntil ? RENEWAL_FAILED : NONE_LEFT;
    // The guard of a secret, if there is one, has reported its rejection.
    const isReported = error.code === 'UPSTREAM_AUTH' && this.#options.throwIfSilent !== undefined;
    if ((isReported && message === NONE_LEFT) || message === this.#reported) return;
    this.#reported = message;
    this.#options.logger.warn({ ...this.#fieldsOf(account), code: error.code, reason: error.message }, message);
  }

  #observe(account: Account, error: UpstreamError | undefined): void {
    const { observers = [], peer } = this.#options;
    for (const observer of observers) observer.credentialRenewed?.({ account, peer, error });
  }

  #fieldsOf({ name, provider }: Account) {
    return { account: name, provider, issuer: this.#options.peer };
  }
}

/** The same failure, as an error of another account. Only a caller of an account may see its name. */
function forAccount(error: unknown, account: Account): unknown {
  if (error instanceof NoAttemptError && error.cause !== undefined) {
    return new NoAttemptError(error.reason, { cause: forAccount(error.cause, account) });
  }
  if (!(error instanceof UpstreamError) || error.account.name === account.name) return error;
  const { code, message, retryable, upstreamRequestId, retryAfterSeconds, failure, cause } = error;
  const details = { retryable, upstreamRequestId, retryAfterSeconds, cause, ...(failure && { failure }) };
  return new UpstreamError(code, account, message, details);
}
