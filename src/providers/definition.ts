import type { AccountFormat } from '../config/account-format.js';
import type { AccountConfig } from '../config/config.js';
import type { CloudProvider } from '../domain/provider.js';
import type { Upstream, UpstreamProtocol } from '../upstream/index.js';
import type { ProviderAccount } from './provider.js';
import type { CredentialSources } from './shared/credential-sources.js';
import type { PasswordGuard } from './shared/password-guard.js';
import type { RequestOnce } from './shared/request-once.js';

/**
 * One provider. A provider's folder has one definition for each service, and `providers/index.ts` lists them; everything
 * else derives from that list. The name in configuration files and resource names is the enumeration value in lower case
 * with hyphens.
 */
export interface ProviderDefinition<Config extends AccountConfig = AccountConfig> {
  /** Its value in the schema's enumeration. */
  readonly provider: CloudProvider;
  /** The configuration of its accounts. */
  readonly accounts: AccountFormat;
  readonly keyLockout: KeyLockout<Config>;
  /** Opens no connection. `config` was read by this definition's `accounts`. */
  createAccount(config: Config, dependencies: ProviderDependencies): ProviderAccount;
}

/**
 * The provider's rule for locking access keys after bad signatures. Definitions that share this object share their lockout
 * guards: the services of one cloud, which count bad signatures together.
 */
export interface KeyLockout<Config extends AccountConfig = AccountConfig> {
  /** The access key that an account signs with, without its secret; `undefined` if it signs nothing. */
  keyOf(config: Config): string | undefined;
}

/** The dependencies of an account. */
export interface ProviderDependencies {
  /** Opens the account's connection to its provider. */
  readonly upstream: (protocol: UpstreamProtocol) => Upstream;
  /** Sends one request to another endpoint than the account's, for example to IAM. */
  readonly request: RequestOnce;
  /** The guard of one user's password, shared by all accounts of that user. `user` identifies the user, host included. */
  readonly passwordGuard: (user: string) => PasswordGuard;
  /** Sources of credentials, shared by all accounts with the same credential. */
  readonly sources: CredentialSources;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
