import type { Credential, CredentialSource } from '../../upstream/index.js';
import { filesOf, isSameKey, readKey, type AccessKey, type ConfiguredKey } from './access-key.js';
import type { CredentialSources } from './credential-sources.js';

/** How often files with a key are read while it is in use. */
const CHECK_MS = 2000;

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

/**
 * A key in files. They are read every two seconds while the key is in use, and at once when the provider rejects it.
 * Files are not all written at the same moment, so a changed key is taken over when two readings in a row agree. A
 * rejection does not wait for that.
 */
class KeyInFiles implements CredentialSource<AccessKey> {
  readonly expiresAt = undefined;
  readonly #configured: ConfiguredKey;
  readonly #elapsed: () => number;
  #credential: Credential<AccessKey>;
  #candidate: AccessKey | undefined;
  #checkedAt: number;

  /** `elapsed`: milliseconds of a monotonic clock. */
  constructor(configured: ConfiguredKey, elapsed: () => number) {
    this.#configured = configured;
    this.#elapsed = elapsed;
    this.#checkedAt = elapsed();
    this.#credential = toCredential(readKey(configured), 1);
  }

  get number(): number {
    this.#check();
    return this.#credential.number;
  }

  get keyId(): string | undefined {
    return this.#credential.keyId;
  }

  use(): Credential<AccessKey> {
    this.#check();
    return this.#credential;
  }

  reject(number: number): boolean {
    if (number !== this.#credential.number) return true;
    const read = this.#read();
    if (isSameKey(read, this.#credential.value)) return false;
    this.#replace(read);
    return true;
  }

  #check(): void {
    if (this.#elapsed() - this.#checkedAt < CHECK_MS) return;
    const read = this.#read();
    const isChanged = !isSameKey(read, this.#credential.value);
    if (isChanged && this.#candidate !== undefined && isSameKey(read, this.#candidate)) this.#replace(read);
    else this.#candidate = isChanged ? read : undefined;
  }

  #read(): AccessKey {
    this.#checkedAt = this.#elapsed();
    return readKey(this.#configured, 0);
  }

  #replace(key: AccessKey): void {
    this.#candidate = undefined;
    this.#credential = toCredential(key, this.#credential.number + 1);
  }
}

function toCredential(value: AccessKey, number: number): Credential<AccessKey> {
  return { value, number, keyId: value.accessKeyId };
}
