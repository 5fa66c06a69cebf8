import type { AccountConfig, IamUser } from '../../config/config.js';
import { type Logger, KeyLockoutGuard, systemClock } from '../../upstream/index.js';
import { PasswordGuard } from '../huawei/auth/password-guard.js';

/** What keeps credentials from being locked: one for each, however many accounts use it, as the clouds count. */
export class Guards {
  readonly #logger: Logger;
  readonly #ofKeys = new Map<string, KeyLockoutGuard>();
  readonly #ofUsers = new Map<string, PasswordGuard>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Told apart by the key's id, not its secret: bad signatures with either count against the same key. */
  ofKey({ provider, auth }: AccountConfig): KeyLockoutGuard | undefined {
    if ('iam' in auth) return undefined;
    const cloud = provider === 'QINGCLOUD' ? 'qingcloud' : 'huawei';
    return getOrMake(this.#ofKeys, `${cloud} ${auth.accessKeyId}`, () => new KeyLockoutGuard(systemClock));
  }

  /** Told apart without the password, for the same reason. */
  ofUser({ endpoint, domain, user }: IamUser['iam']): PasswordGuard {
    const name = JSON.stringify([endpoint.href, domain, user]);
    return getOrMake(this.#ofUsers, name, () => new PasswordGuard(systemClock, this.#logger));
  }
}

function getOrMake<T>(made: Map<string, T>, name: string, make: () => T): T {
  const found = made.get(name) ?? make();
  made.set(name, found);
  return found;
}
