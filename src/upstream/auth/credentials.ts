import type { Account } from '../../domain/provider.js';
import type { Clock } from '../clock.js';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.js';
import type { Logger } from '../logger.js';
import { ServerClock } from './server-clock.js';
import type { SignatureGuard } from './key-lockout-guard.js';
import type { UpstreamProtocol } from '../upstream.js';

/** With what an attempt was signed: a refusal of something that was replaced meanwhile is no news. */
export interface SignedWith {
  readonly corrections: number;
  readonly tokens: number;
}

export interface CredentialsOptions {
  readonly account: Account;
  readonly protocol: UpstreamProtocol;
  readonly limiter: ConcurrencyLimiter;
  readonly guard: SignatureGuard;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the provider thinks of an account's credentials, and what can be mended: the clock and the token. */
export class Credentials {
  readonly #options: CredentialsOptions;
  readonly #serverClock: ServerClock;
  #tokens = 0;

  constructor(options: CredentialsOptions) {
    this.#options = options;
    this.#serverClock = new ServerClock(options.clock);
  }

  /** The time to sign with: the provider's. */
  now(): number {
    return this.#serverClock.now();
  }

  /** The provider may not be asked for now, so that it does not lock the key. */
  get isSilent(): boolean {
    return this.#options.guard.isSilent;
  }

  current(): SignedWith {
    return { corrections: this.#serverClock.corrections, tokens: this.#tokens };
  }

  accepted(): void {
    this.#options.guard.accepted(this.#options.limiter);
  }

  /** A signature was refused; 'clock': perhaps because our clock was off, and that is put right. */
  signatureRefused(serverTime: number | undefined, signedWith: SignedWith): 'clock' | undefined {
    const isOff = this.#isReplaced(signedWith) || this.#serverClock.isOff(serverTime);
    const recovered = isOff ? this.clockRefused(serverTime, signedWith) : undefined;
    const isSilent = this.#options.guard.refused(recovered !== undefined);
    if (isSilent) this.#warn('The provider refuses the signatures of this account; its key is not used for a minute.');
    return recovered;
  }

  /** A time stamp was refused: the provider's time is taken over, if it told it. */
  clockRefused(serverTime: number | undefined, signedWith: SignedWith): 'clock' | undefined {
    if (this.#isReplaced(signedWith)) return 'clock';
    if (!this.#serverClock.correct(serverTime)) return undefined;
    this.#warn("This machine's clock and the provider's differ; signatures follow the provider's.");
    return 'clock';
  }

  /** A token was refused; it is thrown away once, however many attempts were under way with it. */
  tokenRefused(signedWith: SignedWith): 'token' | undefined {
    const { protocol } = this.#options;
    if (protocol.forgetToken === undefined) return undefined;
    if (signedWith.tokens === this.#tokens) {
      this.#tokens++;
      protocol.forgetToken();
    }
    return 'token';
  }

  #isReplaced(signedWith: SignedWith): boolean {
    return signedWith.corrections !== this.#serverClock.corrections;
  }

  #warn(message: string): void {
    const { account, logger } = this.#options;
    logger.warn({ account: account.name, provider: account.provider }, message);
  }
}
