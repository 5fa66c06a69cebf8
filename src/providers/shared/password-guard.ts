import type { Secret } from '../../config/config.js';
import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import {
  createUpstreamError,
  NoAttemptError,
  type Clock,
  type CredentialUser,
  type LockoutPolicy,
  type Logger,
} from '../../upstream/index.js';

const MINUTE_MS = 60_000;
const REJECTED = 'IAM rejects the password of this account; the password is not used for a minute.';
const KEY_REJECTED = 'IAM rejects the access key that assumes the agency; the key is not used for a minute.';

/**
 * Keeps a user from being locked after wrong passwords; one for all accounts of that user. A rejected password is not sent
 * again for a minute. Unless it was accepted within the last minute, one login at a time tries it. The secret of an access
 * key that signs requests to IAM is guarded in the same way.
 */
export class PasswordGuard implements CredentialUser {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #policy: LockoutPolicy | undefined;
  #isProven = false;
  #change = Promise.withResolvers<undefined>();
  #trying = 0;
  #trial: Promise<void> | undefined;
  #acceptedUntil = -Infinity;
  #silentUntil = -Infinity;
  #rejected: string | undefined;
  #isRejected = false;

  /** `policy`: where other processes use the password too. */
  constructor(clock: Clock, logger: Logger, policy?: LockoutPolicy) {
    this.#clock = clock;
    this.#logger = logger;
    this.#policy = policy;
    policy?.attach(this);
  }

  get isTrying(): boolean {
    return this.#trying > 0;
  }

  /** It was rejected, and has not been accepted since. */
  get isRejected(): boolean {
    return this.#isRejected;
  }

  /** The password is not used for a while, because it was rejected or may have been. */
  get isSilenced(): boolean {
    return this.#clock.elapsed() < this.#silentUntil || this.#policy?.isResting === true;
  }

  throwIfSilent(account: Account, password: Secret): void {
    if (!this.isSilenced) return;
    const isNew = this.#rejected !== undefined && this.#rejected !== password.reveal();
    if (isNew && this.#policy?.replaced() !== false) return;
    // If this process has not tried the password, only the policy can have a rejection of it.
    if (this.#rejected === undefined && this.#policy?.isResting !== true) return;
    throw new NoAttemptError('key-silenced', { cause: createUpstreamError('key-silenced', account, { peer: 'IAM' }) });
  }

  /** Logs in, or throws a NoAttemptError. `login` rejects with UPSTREAM_AUTH for a wrong password. */
  async logIn<Result>(account: Account, password: Secret, login: () => Promise<Result>): Promise<Result> {
    while (this.#trial !== undefined) await this.#trial;
    this.throwIfSilent(account, password);
    const result = this.#try(account, password, login);
    if (this.#clock.elapsed() >= this.#acceptedUntil) this.#trial = this.#endOf(result);
    return result;
  }

  async #try<Result>(account: Account, password: Secret, login: () => Promise<Result>): Promise<Result> {
    this.#trying++;
    try {
      await this.#waitForRoom(account, password);
      return await this.#send(account, password.reveal(), login);
    } finally {
      this.#trying--;
      if (!this.isTrying) this.#policy?.idle();
    }
  }

  /** `sent`: the password. A file that it comes from may change while the request is in flight. */
  async #send<Result>(account: Account, sent: string, login: () => Promise<Result>): Promise<Result> {
    try {
      const result = await login();
      this.#acceptedUntil = this.#clock.elapsed() + MINUTE_MS;
      if (!this.#isProven) this.#policy?.accepted();
      this.#isProven = true;
      this.#isRejected = false;
      return result;
    } catch (error) {
      if (error instanceof UpstreamError && error.code === 'UPSTREAM_AUTH') this.#reject(account, sent, error);
      throw error;
    }
  }

  /** Waits until a password that is not proven may be tried. */
  async #waitForRoom(account: Account, password: Secret): Promise<void> {
    if (this.#policy === undefined) return;
    while (!this.#isProven && this.#policy.room === 0) await this.#change.promise;
    this.throwIfSilent(account, password);
  }

  changed(): void {
    this.#change.resolve(undefined);
    this.#change = Promise.withResolvers();
  }

  unprove(): void {
    this.#isRejected = true;
    this.#isProven = false;
    this.#acceptedUntil = -Infinity;
  }

  #reject({ name, provider }: Account, password: string, { failure }: UpstreamError): void {
    this.unprove();
    this.#policy?.rejected(false);
    this.#rejected = password;
    this.#silentUntil = this.#clock.elapsed() + MINUTE_MS;
    const message = failure?.kind === 'assume-key' ? KEY_REJECTED : REJECTED;
    this.#logger.warn({ account: name, provider }, message);
  }

  #endOf(trial: Promise<unknown>): Promise<void> {
    const end = () => {
      this.#trial = undefined;
    };
    return trial.then(end, end);
  }
}
