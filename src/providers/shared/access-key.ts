import type { Secret } from '../../config/config.js';
import { createSecret } from '../../config/secret.js';

/** A permanent or temporary access key. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Set for a temporary key. */
  readonly securityToken?: Secret;
}

/** An access key in the configuration. Its id is a `Secret` only where a file holds it. */
export interface ConfiguredKey {
  readonly accessKeyId: string | Secret;
  readonly secretAccessKey: Secret;
  /** Set for a temporary key. */
  readonly securityToken?: Secret;
}

export function keyIdOf({ accessKeyId }: ConfiguredKey): string {
  return typeof accessKeyId === 'string' ? accessKeyId : accessKeyId.reveal();
}

/** The files that hold the key, or parts of it. */
export function filesOf({ accessKeyId, secretAccessKey, securityToken }: ConfiguredKey): readonly string[] {
  const secrets = [accessKeyId, secretAccessKey, securityToken].filter((one) => typeof one === 'object');
  return secrets.map(({ file }) => file).filter((file) => file !== undefined);
}

/** The key as it is now. Files are read again if they were read `maxAgeMs` or longer ago. */
export function readKey({ accessKeyId, secretAccessKey, securityToken }: ConfiguredKey, maxAgeMs?: number): AccessKey {
  return {
    accessKeyId: typeof accessKeyId === 'string' ? accessKeyId : accessKeyId.reveal(maxAgeMs),
    secretAccessKey: createSecret(secretAccessKey.reveal(maxAgeMs)),
    ...(securityToken !== undefined && { securityToken: createSecret(securityToken.reveal(maxAgeMs)) }),
  };
}

export function isSameKey(a: AccessKey, b: AccessKey): boolean {
  return (
    a.accessKeyId === b.accessKeyId &&
    a.secretAccessKey.reveal() === b.secretAccessKey.reveal() &&
    a.securityToken?.reveal() === b.securityToken?.reveal()
  );
}
