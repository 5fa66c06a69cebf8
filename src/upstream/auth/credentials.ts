import type { Account } from '../../domain/provider.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { UpstreamProtocol } from '../upstream.js';
import type { KeyUse } from './key-lockout-guard.js';
import { ServerClock } from './server-clock.js';

// A token that is rejected sooner after it was bought will not be replaced by a better one.
const TOKEN_RENEWAL_MS = 60_000;

const KEY_SILENCED = 'The provider rejects the signatures of this account; its key is not used for a minute.';
const CLOCK_CORRECTED = "This machine's clock and the provider's differ; signatures follow the provider's.";
const TOKEN_KEPT = 'The provider rejects tokens as soon as they are issued; no new token is requested for a minute.';

/** The clock correction and the token that an attempt was signed with. A rejection of replaced ones is outdated. */
export interface SignedWith {
  readonly corrections: number;
  readonly tokens: number;
}

/** What was replaced after a rejection, so that another attempt may succeed. */
export type Recovery = 'clock' | 'token';

export interface CredentialsOptions {
  readonly account: Account;
  readonly protocol: UpstreamProtocol;
  readonly key: KeyUse;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Reacts to accepted and rejected credentials of one account: corrects the clock, renews the token, silences the key. */
export class Credentials {
  readonly #options: CredentialsOptions;
  readonly #serverClock: ServerClock;
  #tokens = 0;
  #tokenRenewedAt = -Infinity;
  #tokenWarnedAt = -Infinity;

  constructor(options: CredentialsOptions) {
    this.#options = options;
    this.#serverClock = new ServerClock(options.clock);
  }

  /** The time to sign with, by the provider's clock. */
  now(): number {
    return this.#serverClock.now();
  }

  /** No attempt may be made now: the provider might lock the key. */
  get isSilenced(): boolean {
    return this.#options.key.isSilenced;
  }

  current(): SignedWith {
    return { corrections: this.#serverClock.corrections, tokens: this.#tokens };
  }

  accepted(): void {
    this.#options.key.accepted();
  }

  /** A signature was rejected. Returns 'clock' if a wrong clock may be the reason and has been corrected. */
  signatureRejected(serverTime: number | undefined, signedWith: SignedWith): Recovery | undefined {
    const isOff = this.#isOutdated(signedWith) || this.#serverClock.isOff(serverTime);
    const recovery = isOff ? this.clockRejected(serverTime, signedWith) : undefined;
    const isSilenced = this.#options.key.rejected(recovery !== undefined);
    if (isSilenced) this.#warn(KEY_SILENCED);
    return recovery;
  }

  /** A time stamp was rejected: takes over the provider's time if the response has it. */
  clockRejected(serverTime: number | undefined, signedWith: SignedWith): Recovery | undefined {
    if (this.#isOutdated(signedWith)) return 'clock';
    if (!this.#serverClock.correct(serverTime)) return undefined;
    this.#warn(CLOCK_CORRECTED);
    return 'clock';
  }

  /**
   * A token was rejected. It is discarded once, however many attempts used it. A replacement that is rejected within a
   * minute is kept for the rest of it: calls that it is good for go on, and no call buys another one.
   */
  tokenRejected(signedWith: SignedWith): Recovery | undefined {
    const { clock, protocol } = this.#options;
    if (protocol.forgetToken === undefined) return undefined;
    if (signedWith.tokens !== this.#tokens) return 'token';
    const now = clock.elapsed();
    if (now - this.#tokenRenewedAt < TOKEN_RENEWAL_MS) {
      if (this.#tokenWarnedAt !== this.#tokenRenewedAt) this.#warn(TOKEN_KEPT);
      this.#tokenWarnedAt = this.#tokenRenewedAt;
      return undefined;
    }
    this.#tokenRenewedAt = now;
    this.#tokens++;
    protocol.forgetToken();
    return 'token';
  }

  #isOutdated(signedWith: SignedWith): boolean {
    return signedWith.corrections !== this.#serverClock.corrections;
  }

  #warn(message: string): void {
    const { account, logger } = this.#options;
    logger.warn({ account: account.name, provider: account.provider }, message);
  }
}
