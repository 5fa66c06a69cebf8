import { UpstreamError } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import { createUpstreamError, NoAttemptError, type Clock, type Logger } from '../../upstream/index.js';

const MINUTE_MS = 60_000;
const REJECTED = 'IAM rejects the password of this account; the password is not used for a minute.';

/**
 * Keeps a user from being locked after wrong passwords; one for all accounts of that user. After a rejected password no
 * further one is sent for a minute. Unless a password was accepted within the last minute, one login at a time tries it.
 */
export class PasswordGuard {
  readonly #clock: Clock;
  readonly #logger: Logger;
  #trial: Promise<void> | undefined;
  #acceptedUntil = -Infinity;
  #silentUntil = -Infinity;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  throwIfSilent(account: Account): void {
    if (this.#clock.elapsed() >= this.#silentUntil) return;
    throw new NoAttemptError('key-silenced', { cause: createUpstreamError('key-silenced', account, { peer: 'IAM' }) });
  }

  /** Logs in, or throws a NoAttemptError. `login` rejects with UPSTREAM_AUTH for a wrong password. */
  async logIn<Result>(account: Account, login: () => Promise<Result>): Promise<Result> {
    while (this.#trial !== undefined) await this.#trial;
    this.throwIfSilent(account);
    const result = this.#try(account, login);
    if (this.#clock.elapsed() >= this.#acceptedUntil) this.#trial = this.#endOf(result);
    return result;
  }

  async #try<Result>(account: Account, login: () => Promise<Result>): Promise<Result> {
    try {
      const result = await login();
      this.#acceptedUntil = this.#clock.elapsed() + MINUTE_MS;
      return result;
    } catch (error) {
      if (error instanceof UpstreamError && error.code === 'UPSTREAM_AUTH') this.#rejected(account);
      throw error;
    }
  }

  #rejected({ name, provider }: Account): void {
    this.#acceptedUntil = -Infinity;
    this.#silentUntil = this.#clock.elapsed() + MINUTE_MS;
    this.#logger.warn({ account: name, provider }, REJECTED);
  }

  #endOf(trial: Promise<unknown>): Promise<void> {
    const end = () => {
      this.#trial = undefined;
    };
    return trial.then(end, end);
  }
}
