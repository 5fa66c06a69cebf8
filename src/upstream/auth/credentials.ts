import type { Account } from '../../domain/provider.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { SignedCredential, UpstreamProtocol } from '../upstream.js';
import type { KeyLockoutGuard, KeyUse } from './key-lockout-guard.js';
import { ServerClock } from './server-clock.js';

const KEY_SILENCED = 'The provider rejects the signatures of this account; its key is not used for a minute.';
const CLOCK_CORRECTED = "This machine's clock and the provider's differ; signatures follow the provider's.";

/** The credential that signed an attempt. If it was replaced since, its rejection is outdated. */
export interface SignedWith {
  readonly corrections: number;
  credential: SignedCredential | undefined;
}

/** The part that was replaced after a rejection, so that another attempt may succeed. */
export type Recovery = 'clock' | 'credential';

export interface CredentialsOptions {
  readonly account: Account;
  readonly protocol: UpstreamProtocol;
  readonly key: KeyUse;
  /** The guard of an access key. Without it, the account has one guard for all its keys. */
  readonly guardOf?: ((keyId: string) => KeyLockoutGuard) | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Reacts to accepted and rejected credentials of one account: corrects the clock, has the credential replaced, silences
 * the key.
 */
export class Credentials {
  readonly #options: CredentialsOptions;
  readonly #serverClock: ServerClock;
  #keyId: string | undefined;

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
    const { key, protocol } = this.#options;
    return key.isSilencedFor(protocol.credential?.number);
  }

  get isRejected(): boolean {
    return this.#options.key.isRejected;
  }

  current(): SignedWith {
    return { corrections: this.#serverClock.corrections, credential: undefined };
  }

  /** An attempt is signed. If the account has got another access key, its attempts are counted for that key. */
  signed(signedWith: SignedWith, credential: SignedCredential | undefined): void {
    signedWith.credential = credential;
    const keyId = credential?.keyId;
    if (keyId === undefined || keyId === this.#keyId) return;
    this.#keyId = keyId;
    const { key, guardOf } = this.#options;
    if (guardOf !== undefined) key.moveTo(guardOf(keyId));
  }

  accepted(): void {
    this.#options.key.accepted();
  }

  /** A signature was rejected. Returns what may be the reason and has been replaced: the clock or the credential. */
  signatureRejected(serverTime: number | undefined, signedWith: SignedWith): Recovery | undefined {
    const isOff = this.#isOutdated(signedWith) || this.#serverClock.isOff(serverTime);
    const recovery = isOff ? this.clockRejected(serverTime, signedWith) : this.credentialRejected(signedWith);
    const isSilenced = this.#options.key.rejected(recovery !== undefined, signedWith.credential?.number);
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

  /** A credential was rejected before its expiry. It is replaced once, also if many attempts used it. */
  credentialRejected({ credential }: SignedWith): Recovery | undefined {
    if (credential === undefined) return undefined;
    return this.#options.protocol.credential?.reject(credential.number) === true ? 'credential' : undefined;
  }

  #isOutdated(signedWith: SignedWith): boolean {
    return signedWith.corrections !== this.#serverClock.corrections;
  }

  #warn(message: string): void {
    const { account, logger } = this.#options;
    logger.warn({ account: account.name, provider: account.provider }, message);
  }
}
