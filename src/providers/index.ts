import type { AccountConfig, Config } from '../config/config.js';
import { isSameConfig } from '../config/same.js';
import {
  createUpstream,
  request,
  systemClock,
  type HttpAgent,
  type Logger,
  type CallBudget,
  type UpstreamObserver,
  type UpstreamProtocol,
} from '../upstream/index.js';
import type { ProviderDefinition } from './definition.js';
import { CSS } from './huawei/css/index.js';
import { DWS } from './huawei/dws/index.js';
import { GEMINIDB } from './huawei/geminidb/index.js';
import type { ProviderAccount } from './provider.js';
import { QINGCLOUD } from './qingcloud/index.js';
import { AccountBudgets } from './shared/account-budgets.js';
import { CredentialGuards, type SharedLockout } from './shared/credential-guards.js';
import { reportMissingTimes } from './shared/report-missing-times.js';
import { CredentialSources } from './shared/credential-sources.js';
import type { PasswordGuard } from './shared/password-guard.js';

/** All providers. */
export const PROVIDERS = [CSS, DWS, GEMINIDB, QINGCLOUD] as const;

export interface ProviderOptions {
  readonly agent: HttpAgent;
  readonly logger: Logger;
  readonly observers?: readonly UpstreamObserver[];
  /** The definitions that read the configuration. */
  readonly providers?: readonly ProviderDefinition[];
  /** The state that this process shares with its replicas, if they act as one. */
  readonly shared?: SharedLimits | undefined;
}

/** The limits that replicas keep together. */
export interface SharedLimits {
  readonly lockout: SharedLockout;
  budget(account: AccountConfig): CallBudget;
}

/** The accounts of a configuration. Opens no connection: connections are opened by the first call. */
export function createProviderAccounts(config: Config, options: ProviderOptions): readonly ProviderAccount[] {
  return new ProviderAccounts(options, config.replicas).open(config);
}

interface OpenAccount {
  readonly config: AccountConfig;
  readonly attemptTimeoutMs: number;
  readonly account: ProviderAccount;
}

/** The accounts of a process across configuration reloads. */
export class ProviderAccounts {
  readonly #options: ProviderOptions;
  readonly #guards: CredentialGuards;
  readonly #budgets = new AccountBudgets();
  #open: ReadonlyMap<string, OpenAccount> = new Map();

  /** `replicas`: how many processes share the credentials. */
  constructor(options: ProviderOptions, replicas: number) {
    this.#options = options;
    this.#guards = new CredentialGuards(options.logger, replicas, options.shared?.lockout);
  }

  /**
   * The accounts of a configuration. An account with the same settings as in the previous configuration stays the same
   * object, so it keeps its circuit breaker and the state of its credentials. A changed one keeps its budget.
   */
  open(config: Config): readonly ProviderAccount[] {
    const { upstreamTimeoutMs: attemptTimeoutMs } = config.limits;
    const { logger, observers = [] } = this.#options;
    const sources = new CredentialSources({ clock: systemClock, logger, observers });
    const accounts = config.accounts.map((account): OpenAccount => {
      const before = this.#open.get(account.name);
      const isSame = before?.attemptTimeoutMs === attemptTimeoutMs && isSameConfig(before.config, account);
      if (isSame) return before;
      return { config: account, attemptTimeoutMs, account: this.#create(account, attemptTimeoutMs, sources) };
    });
    this.#open = new Map(accounts.map((one) => [one.config.name, one]));
    this.#budgets.keep(new Set(this.#open.keys()));
    return accounts.map(({ account }) => account);
  }

  #create(config: AccountConfig, attemptTimeoutMs: number, sources: CredentialSources): ProviderAccount {
    const { agent, logger, observers = [], providers = PROVIDERS, shared } = this.#options;
    const guards = this.#guards;
    const { name, provider, region, endpoint, concurrency } = config;
    const definition: ProviderDefinition | undefined = providers.find((one) => one.provider === provider);
    if (definition === undefined) throw new TypeError(`The configuration was read without the provider ${provider}.`);
    const { keyLockout } = definition;
    const guard = guards.ofKey(keyLockout, config);
    const guardOf = (keyId: string) => guards.ofKeyId(keyLockout, keyId);
    let password: PasswordGuard | undefined;
    const limits = { concurrency, attemptTimeoutMs, budget: shared?.budget(config) ?? this.#budgets.of(config) };
    const parts = { agent, guard, guardOf, logger, observers, passwordState: () => password };
    const options = { account: { name, provider, region }, endpoint, ...limits, ...parts };
    const created = definition.createAccount(config, {
      upstream: (protocol: UpstreamProtocol) => createUpstream({ ...options, protocol }),
      request: (side) => request({ ...side, agent, attemptTimeoutMs, observers }),
      passwordGuard: (user) => (password = guards.ofPassword(user)),
      sources,
      now: Date.now,
    });
    return reportMissingTimes(created, logger);
  }
}
