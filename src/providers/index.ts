import type { AccountConfig, Config, HuaweiAccountConfig } from '../config/config.js';
import { createUpstream, type HttpAgent, type Logger, request, type UpstreamProtocol } from '../upstream/index.js';
import { Guards } from './shared/guards.js';
import { createCssAccount } from './huawei/css/index.js';
import { createDwsAccount } from './huawei/dws/index.js';
import { createGeminiDbAccount } from './huawei/geminidb/index.js';
import type { HuaweiDependencies } from './huawei/project.js';
import type { ProviderAccount } from './provider.js';
import { createQingCloudAccount } from './qingcloud/index.js';

type CreateHuawei = (config: HuaweiAccountConfig, deps: HuaweiDependencies) => ProviderAccount;

const HUAWEI: Readonly<Record<HuaweiAccountConfig['provider'], CreateHuawei>> = {
  HUAWEI_CSS: createCssAccount,
  HUAWEI_DWS: createDwsAccount,
  HUAWEI_GEMINIDB: createGeminiDbAccount,
};

/** Every provider there is, as its accounts are configured. Opens nothing: connections come with the first call. */
export function createProviderAccounts(config: Config, agent: HttpAgent, logger: Logger): readonly ProviderAccount[] {
  const guards = new Guards(logger);
  return config.accounts.map((account) => createProviderAccount(account, config, guards, agent, logger));
}

function createProviderAccount(
  account: AccountConfig,
  { limits }: Config,
  guards: Guards,
  agent: HttpAgent,
  logger: Logger,
): ProviderAccount {
  const attemptTimeoutMs = limits.upstreamTimeoutMs;
  const { name, provider, region, endpoint, concurrency, rate } = account;
  const named = { name, provider, region };
  const guard = guards.ofKey(account);
  const upstream = (protocol: UpstreamProtocol) =>
    createUpstream({ account: named, endpoint, protocol, concurrency, rate, attemptTimeoutMs, agent, guard, logger });
  if (account.provider === 'QINGCLOUD') return createQingCloudAccount(account, { upstream });
  return HUAWEI[account.provider](account, {
    upstream,
    request: (side) => request({ ...side, agent, attemptTimeoutMs }),
    guardOf: (user) => guards.ofUser(user),
    now: Date.now,
  });
}
