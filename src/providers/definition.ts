import type { AccountFormat } from '../config/account-format.js';
import type { AccountConfig } from '../config/config.js';
import type { CloudProvider } from '../domain/provider.js';
import type { Upstream, UpstreamProtocol } from '../upstream/index.js';
import type { ProviderAccount } from './provider.js';
import type { CredentialSources } from './shared/credential-sources.js';
import type { PasswordGuard } from './shared/password-guard.js';
import type { RequestOnce } from './shared/request-once.js';

/**
 * One provider. Its folder has one of these for each of its services, and `providers/index.ts` lists them; everything
 * else derives from that list. Its name in configuration files and resource names is the word in lower case with
 * hyphens.
 */
export interface ProviderDefinition<Config extends AccountConfig = AccountConfig> {
  /** Its word in the schema's enumeration. */
  readonly provider: CloudProvider;
  /** How its accounts are configured. */
  readonly accounts: AccountFormat;
  readonly keyLockout: KeyLockout<Config>;
  /** Opens no connection. `config` was read by this definition's `accounts`. */
  createAccount(config: Config, dependencies: ProviderDependencies): ProviderAccount;
}

/**
 * How a provider locks access keys after bad signatures. Definitions share their lockout guards if they share this object:
 * the services of one cloud, which count together.
 */
export interface KeyLockout<Config extends AccountConfig = AccountConfig> {
  /** The access key that an account signs with, without its secret; `undefined` if it signs nothing. */
  keyOf(config: Config): string | undefined;
}

/** What an account needs from its surroundings. */
export interface ProviderDependencies {
  /** Opens the account's connection to its provider. */
  readonly upstream: (protocol: UpstreamProtocol) => Upstream;
  /** Sends one request beside the account's calls, for example to IAM. */
  readonly request: RequestOnce;
  /** The guard of one user's password, shared by all accounts of that user. `user` identifies the user, host included. */
  readonly passwordGuard: (user: string) => PasswordGuard;
  /** Sources of credentials, shared by all accounts that name the same credential. */
  readonly sources: CredentialSources;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
