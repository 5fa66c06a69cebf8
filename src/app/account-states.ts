import type { Account } from '../domain/provider.js';
import type { AccountState, UpstreamObserver } from '../upstream/observer.js';

/** The state of each account's access to its provider, by the account's name. */
export class AccountStates implements UpstreamObserver {
  readonly #reads = new Map<string, () => AccountState>();

  accountOpened({ name }: Account, readState: () => AccountState): void {
    this.#reads.set(name, readState);
  }

  /** `undefined`: the account is not open. */
  of(name: string): AccountState | undefined {
    return this.#reads.get(name)?.();
  }
}
