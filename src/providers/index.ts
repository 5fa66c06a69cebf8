import type { AccountConfig, Config } from '../config/config.js';
import { createUpstream, request, type HttpAgent, type Logger, type UpstreamProtocol } from '../upstream/index.js';
import type { ProviderDefinition } from './definition.js';
import { CSS } from './huawei/css/index.js';
import { DWS } from './huawei/dws/index.js';
import { GEMINIDB } from './huawei/geminidb/index.js';
import type { ProviderAccount } from './provider.js';
import { QINGCLOUD } from './qingcloud/index.js';
import { CredentialGuards } from './shared/credential-guards.js';
import { reportMissingTimes } from './shared/report-missing-times.js';

/** All providers. */
export const PROVIDERS = [CSS, DWS, GEMINIDB, QINGCLOUD] as const;

export interface ProviderOptions {
  readonly agent: HttpAgent;
  readonly logger: Logger;
  /** The definitions that read the configuration. */
  readonly providers?: readonly ProviderDefinition[];
}

/** The accounts of a configuration. Opens no connection: connections are opened by the first call. */
export function createProviderAccounts(
  config: Config,
  { agent, logger, providers = PROVIDERS }: ProviderOptions,
): readonly ProviderAccount[] {
  const guards = new CredentialGuards(logger, config.replicas);
  const attemptTimeoutMs = config.limits.upstreamTimeoutMs;

  const createAccount = (account: AccountConfig): ProviderAccount => {
    const { name, provider, region, endpoint, concurrency, rate } = account;
    const definition = providers.find((one) => one.provider === provider);
    if (definition === undefined) throw new TypeError(`The configuration was read without the provider ${provider}.`);
    const guard = guards.ofKey(definition.keyLockout, account);
    const options = { account: { name, provider, region }, endpoint, concurrency, rate, attemptTimeoutMs };
    const created = definition.createAccount(account, {
      upstream: (protocol: UpstreamProtocol) => createUpstream({ ...options, protocol, agent, guard, logger }),
      request: (side) => request({ ...side, agent, attemptTimeoutMs }),
      passwordGuard: (user) => guards.ofPassword(user),
      now: Date.now,
    });
    return reportMissingTimes(created, logger);
  };
  return config.accounts.map(createAccount);
}
