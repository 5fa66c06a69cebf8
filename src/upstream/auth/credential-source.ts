import type { CallScope } from '../../domain/operation.js';
import type { Account } from '../../domain/provider.js';
import type { ReplaceableCredential, SignedCredential } from '../upstream.js';

/** A credential from its source. The object stays the same until the credential is replaced. */
export interface Credential<Value> extends SignedCredential {
  readonly value: Value;
}

/** A source of one credential, shared by all accounts that use it. */
export interface CredentialSource<Value> extends ReplaceableCredential {
  /** The credential to sign with now. Rejects with an UpstreamError or a NoAttemptError. */
  use(account: Account, scope: CallScope): Credential<Value> | Promise<Credential<Value>>;
  /** The expiry of the current credential, in milliseconds since 1970. `undefined`: unknown or never. */
  readonly expiresAt: number | undefined;
  /** The id of the current credential's access key; `undefined` if it has none. */
  readonly keyId: string | undefined;
}
