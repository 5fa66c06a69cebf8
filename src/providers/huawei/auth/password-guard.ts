import { UpstreamError } from '../../../domain/errors.js';
import type { Account } from '../../../domain/provider.js';
import { NoAttemptError, type Clock, type Logger } from '../../../upstream/index.js';
import type { Token } from './iam.js';

const MINUTE_MS = 60_000;
const REFUSED = "IAM refuses the password of the account's user, which is not used for a minute.";

/**
 * Keeps an IAM user from being locked; one for all accounts of that user. IAM locks users after a few wrong passwords;
 * so after one there is silence for a minute, and where none was accepted within the last, one purchase at a time tries it.
 */
export class PasswordGuard {
  readonly #clock: Clock;
  readonly #logger: Logger;
  #trial: Promise<void> | undefined;
  #provenUntil = -Infinity;
  #silentUntil = -Infinity;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  throwIfSilent(): void {
    if (this.#clock.elapsed() < this.#silentUntil) throw new NoAttemptError('key-silenced');
  }

  async buy(account: Account, purchase: () => Promise<Token>): Promise<Token> {
    while (this.#trial !== undefined) await this.#trial;
    this.throwIfSilent();
    const bought = this.#try(account, purchase);
    if (this.#clock.elapsed() >= this.#provenUntil) this.#trial = this.#endOf(bought);
    return bought;
  }

  async #try(account: Account, purchase: () => Promise<Token>): Promise<Token> {
    try {
      const token = await purchase();
      this.#provenUntil = this.#clock.elapsed() + MINUTE_MS;
      return token;
    } catch (error) {
      if (error instanceof UpstreamError && error.code === 'UPSTREAM_AUTH') this.#refused(account);
      throw error;
    }
  }

  #refused({ name, provider }: Account): void {
    this.#provenUntil = -Infinity;
    this.#silentUntil = this.#clock.elapsed() + MINUTE_MS;
    this.#logger.warn({ account: name, provider }, REFUSED);
  }

  #endOf(trial: Promise<unknown>): Promise<void> {
    const end = () => {
      this.#trial = undefined;
    };
    return trial.then(end, end);
  }
}
