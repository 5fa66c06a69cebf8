import { SettledValue } from '../../config/settled-value.js';
import type { Credential, CredentialSource } from '../../upstream/index.js';
import { filesOf, isSameKey, readKey, type AccessKey, type ConfiguredKey } from './access-key.js';
import type { CredentialSources } from './credential-sources.js';

/** The key that an account has in the configuration, as values or in files. */
export function keySourceOf(configured: ConfiguredKey, sources: CredentialSources): CredentialSource<AccessKey> {
  const files = filesOf(configured);
  if (files.length === 0) return createFixedKey(configured);
  const name = JSON.stringify(['files', typeof configured.accessKeyId === 'string' && configured.accessKeyId, files]);
  return sources.key(name, ({ clock }) => new KeyInFiles(configured, () => clock.elapsed()));
}

function createFixedKey(configured: ConfiguredKey): CredentialSource<AccessKey> {
  const value = readKey(configured);
  const credential = toCredential(value, 1);
  return { number: 1, keyId: value.accessKeyId, expiresAt: undefined, use: () => credential, reject: () => false };
}

/** A key in files. They are read again while the key is in use, and at once when the provider rejects it. */
class KeyInFiles implements CredentialSource<AccessKey> {
  readonly expiresAt = undefined;
  readonly #files: SettledValue<AccessKey>;
  #credential: Credential<AccessKey>;

  /** `elapsed`: milliseconds of a monotonic clock. */
  constructor(configured: ConfiguredKey, elapsed: () => number) {
    this.#files = new SettledValue({ read: () => readKey(configured, 0), isSame: isSameKey, elapsed });
    this.#credential = toCredential(this.#files.current(), 1);
  }

  get number(): number {
    return this.use().number;
  }

  get keyId(): string | undefined {
    return this.#credential.keyId;
  }

  use(): Credential<AccessKey> {
    return this.#take(this.#files.current());
  }

  reject(number: number): boolean {
    if (number !== this.#credential.number) return true;
    return this.#take(this.#files.readNow()).number !== number;
  }

  #take(key: AccessKey): Credential<AccessKey> {
    if (key !== this.#credential.value) this.#credential = toCredential(key, this.#credential.number + 1);
    return this.#credential;
  }
}

function toCredential(value: AccessKey, number: number): Credential<AccessKey> {
  return { value, number, keyId: value.accessKeyId };
}
