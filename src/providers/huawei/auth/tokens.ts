import type { UpstreamError } from '../../../domain/errors.js';
import type { CallScope } from '../../../domain/operation.js';
import type { Account } from '../../../domain/provider.js';
import { createUpstreamError, NoAttemptError } from '../../../upstream/index.js';
import type { Token } from './iam.js';
import type { PasswordGuard } from '../../shared/password-guard.js';

/** A token must outlast the request that carries it: it is dropped five minutes early, a short-lived one less. */
const MARGIN_MS = 5 * 60_000;
const MARGIN_PART = 0.1;

export interface TokensOptions {
  readonly account: Account;
  readonly guard: PasswordGuard;
  readonly buy: (operation: CallScope) => Promise<Token>;
  readonly now: () => number;
}

/** An account's token: bought once for all who wait for it, kept until shortly before it expires. */
export class Tokens {
  readonly #options: TokensOptions;
  #token: string | undefined;
  #usableUntil = -Infinity;
  #purchase: Purchase | undefined;

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  /** The token in hand, if it still lasts. */
  get current(): string | undefined {
    return this.#options.now() < this.#usableUntil ? this.#token : undefined;
  }

  /** The token in hand, or a new one. Who goes before it arrives does not take it from the others. */
  async get(operation: CallScope): Promise<string> {
    return this.current ?? this.#join((this.#purchase ??= this.#begin(operation)), operation);
  }

  /** The token was refused, whatever its expiry says. */
  forget(): void {
    this.#token = undefined;
  }

  /** Whoever starts a purchase pays for the call, and waits like everybody else. */
  #begin(operation: CallScope): Purchase {
    const { account, guard, buy } = this.#options;
    guard.throwIfSilent(account);
    if (!operation.takeCall()) throw new NoAttemptError('call-budget');
    const controller = new AbortController();
    const { requestId, deadline } = operation;
    const own: CallScope = { requestId, deadline, signal: controller.signal, takeCall: () => true };
    const purchase: Purchase = { token: guard.logIn(account, () => buy(own)), controller, waiting: 0 };
    purchase.token.then(
      (token) => {
        this.#keep(token);
      },
      () => undefined,
    );
    return purchase;
  }

  #keep({ value, lifetimeMs }: Token): void {
    this.#token = value;
    this.#usableUntil = this.#options.now() + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs * MARGIN_PART);
  }

  async #join(purchase: Purchase, operation: CallScope): Promise<string> {
    const { signal } = operation;
    const { promise: gone, reject } = Promise.withResolvers<never>();
    const leave = () => {
      reject(this.#tooLate());
    };
    purchase.waiting++;
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    try {
      return (await Promise.race([purchase.token, gone])).value;
    } finally {
      signal.removeEventListener('abort', leave);
      if (--purchase.waiting === 0) this.#end(purchase);
    }
  }

  /** Nobody waits any more: it has ended, or everyone has gone. */
  #end(purchase: Purchase): void {
    if (this.#purchase === purchase) this.#purchase = undefined;
    purchase.controller.abort();
  }

  #tooLate(): UpstreamError {
    return createUpstreamError('caller-gone', this.#options.account, { peer: 'IAM' });
  }
}

interface Purchase {
  readonly token: Promise<Token>;
  readonly controller: AbortController;
  waiting: number;
}
