import type { AccountConfig } from '../../config/config.js';
import { KeyLockoutGuard, LocalLockout, systemClock, type LockoutPolicy, type Logger } from '../../upstream/index.js';
import type { KeyLockout } from '../definition.js';
import { getOrCreate } from './credential-sources.js';
import { PasswordGuard } from './password-guard.js';

/** Temporary keys come and go: from this number on, guards of unused keys are dropped. */
const MANY_KEYS = 100;

/** The policies of credentials that other processes use too. `id` identifies the credential without its secret. */
export type SharedLockout = (kind: 'key' | 'password', id: string) => LockoutPolicy;

/** The lockout guards of one process: one for each credential, shared by all accounts that use it. */
export class CredentialGuards {
  readonly #logger: Logger;
  readonly #replicas: number;
  readonly #shared: SharedLockout | undefined;
  readonly #keys = new Map<KeyLockout, Map<string, KeyLockoutGuard>>();
  readonly #passwords = new Map<string, PasswordGuard>();

  /** `replicas`: how many processes share the credentials; `shared`: where they act as one. */
  constructor(logger: Logger, replicas: number, shared?: SharedLockout) {
    this.#logger = logger;
    this.#replicas = replicas;
    this.#shared = shared;
  }

  /** The guard of an account's key; `undefined` if the account has none in the configuration. */
  ofKey(lockout: KeyLockout, account: AccountConfig): KeyLockoutGuard | undefined {
    const keyId = lockout.keyOf(account);
    return keyId === undefined ? undefined : this.ofKeyId(lockout, keyId);
  }

  /** A key is identified without its secret, because bad signatures with any secret count against the same key. */
  ofKeyId(lockout: KeyLockout, keyId: string): KeyLockoutGuard {
    const guards = getOrCreate(this.#keys, lockout, () => new Map<string, KeyLockoutGuard>());
    if (guards.size >= MANY_KEYS) for (const [id, guard] of guards) if (guard.isIdle) guards.delete(id);
    return getOrCreate(guards, keyId, () => {
      const policy = this.#shared?.('key', keyId) ?? new LocalLockout(systemClock, this.#replicas);
      return new KeyLockoutGuard(policy);
    });
  }

  /** `user` identifies the owner of the password or key, host included. */
  ofPassword(user: string): PasswordGuard {
    return getOrCreate(
      this.#passwords,
      user,
      () => new PasswordGuard(systemClock, this.#logger, this.#shared?.('password', user)),
    );
  }
}
