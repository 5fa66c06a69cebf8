import type { AccountConfig } from '../../config/config.js';
import { KeyLockoutGuard, systemClock, type Logger } from '../../upstream/index.js';
import type { KeyLockout } from '../definition.js';
import { PasswordGuard } from './password-guard.js';

/** The lockout guards of one process: one for each credential, shared by all accounts that use it. */
export class CredentialGuards {
  readonly #logger: Logger;
  readonly #replicas: number;
  readonly #keys = new Map<KeyLockout, Map<string, KeyLockoutGuard>>();
  readonly #passwords = new Map<string, PasswordGuard>();

  /** `replicas`: how many processes share the credentials. */
  constructor(logger: Logger, replicas: number) {
    this.#logger = logger;
    this.#replicas = replicas;
  }

  /** A key is identified without its secret, because bad signatures with any secret count against the same key. */
  ofKey(lockout: KeyLockout, account: AccountConfig): KeyLockoutGuard | undefined {
    const key = lockout.keyOf(account);
    if (key === undefined) return undefined;
    const keys = getOrCreate(this.#keys, lockout, () => new Map<string, KeyLockoutGuard>());
    return getOrCreate(keys, key, () => new KeyLockoutGuard(systemClock, this.#replicas));
  }

  ofPassword(user: string): PasswordGuard {
    return getOrCreate(this.#passwords, user, () => new PasswordGuard(systemClock, this.#logger));
  }
}

function getOrCreate<Key, Value>(values: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = values.get(key) ?? create();
  values.set(key, value);
  return value;
}
