import type { AccountConfig } from '../config/config.js';
import { SignatureGuard, systemClock } from '../http/index.js';

/** What keeps credentials from being locked: one for each, however many accounts use it, as the clouds count. */
export class Guards {
  readonly #ofKeys = new Map<string, SignatureGuard>();

  /** Told apart by the key's id, not its secret: bad signatures with either count against the same key. */
  ofKey({ provider, auth }: AccountConfig): SignatureGuard | undefined {
    if ('iam' in auth) return undefined;
    const cloud = provider === 'QINGCLOUD' ? 'qingcloud' : 'huawei';
    return getOrMake(this.#ofKeys, `${cloud} ${auth.accessKeyId}`, () => new SignatureGuard(systemClock));
  }
}

function getOrMake<T>(made: Map<string, T>, name: string, make: () => T): T {
  const found = made.get(name) ?? make();
  made.set(name, found);
  return found;
}
