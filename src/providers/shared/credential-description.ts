import type { CredentialSource } from '../../upstream/index.js';
import { filesOf, type ConfiguredKey } from './access-key.js';

/** A credential as operators see it. It holds no secret. */
export interface CredentialDescription {
  /** Its source and its owner: "IAM, user reader of acme". */
  readonly source: string;
  /** The id of the access key, in part: "AKIA…7Q2X". */
  readonly keyId: string | undefined;
  /** Milliseconds since 1970; `undefined` if it is unknown or never. */
  readonly expiresAt: number | undefined;
}

/** `from`: the key in the configuration, or in words where the credential comes from. */
export function describeCredential(
  { keyId, expiresAt }: CredentialSource<unknown>,
  from: ConfiguredKey | string,
): CredentialDescription {
  const source = typeof from === 'string' ? from : filesOf(from).length > 0 ? 'files' : 'configuration';
  return { source, keyId: keyId === undefined ? undefined : mask(keyId), expiresAt };
}

/** Enough to recognize the key in a list. */
function mask(keyId: string): string {
  return keyId.length < 12 ? '…' : `${keyId.slice(0, 4)}…${keyId.slice(-4)}`;
}
