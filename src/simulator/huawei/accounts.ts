import type { CloudName, SimulatedAccount, SimulatedIamUser, SimulatedKey } from '../account.js';
import type { Random } from '../random.js';
import type { Identity } from './identity.js';

/** An account at Huawei, without its endpoints. */
export interface HuaweiAccount {
  readonly name: string;
  readonly provider: 'huawei-css' | 'huawei-dws' | 'huawei-geminidb';
  readonly cloud: CloudName;
  readonly region: string;
  readonly projectId: string;
  readonly auth: 'key' | 'temporary-key' | 'iam';
}

/** One project per region, as most customers have it. */
const NORTH = { region: 'cn-north-4', projectId: '0b06d044ea4f49f1a58b2bed2b0084bd' } as const;
const EAST = { region: 'cn-east-3', projectId: '5f1c2d8e9b0a4c7788d34e6f90a1b2c3' } as const;
const EUROPE = { region: 'eu-west-101', projectId: '9a7e3c51d2f84b60a1c9e8d7f6b5a403' } as const;

export const ACCOUNTS = {
  search: { name: 'search-prod', provider: 'huawei-css', cloud: 'css', ...NORTH, auth: 'key' },
  searchEurope: { name: 'search-europe', provider: 'huawei-css', cloud: 'css', ...EUROPE, auth: 'key' },
  warehouse: { name: 'warehouse', provider: 'huawei-dws', cloud: 'dws', ...NORTH, auth: 'iam' },
  analytics: { name: 'analytics', provider: 'huawei-dws', cloud: 'dws', ...EAST, auth: 'temporary-key' },
  tables: { name: 'tables', provider: 'huawei-geminidb', cloud: 'geminidb', ...NORTH, auth: 'key' },
} as const satisfies Record<string, HuaweiAccount>;

/** Makes the account's credentials known to IAM; returns how its configuration is written. */
export function register(account: HuaweiAccount, identity: Identity, random: Random) {
  const auth =
    account.auth === 'iam' ? registerUser(account, identity, random) : registerKey(account, identity, random);
  return (endpointOf: (cloud: CloudName) => string): SimulatedAccount => {
    const { name, provider, region, projectId } = account;
    return { name, provider, region, projectId, endpoint: endpointOf(account.cloud), auth: auth(endpointOf('iam')) };
  };
}

function registerKey(account: HuaweiAccount, identity: Identity, random: Random): () => SimulatedKey {
  const key: SimulatedKey = {
    accessKeyId: `SIM${random.hex(17).toUpperCase()}`,
    secretAccessKey: random.hex(40),
    ...(account.auth === 'temporary-key' && { securityToken: `ggpjbi1ub3J0aC0x${random.hex(400)}` }),
  };
  identity.addKey({ ...key, projectIds: [account.projectId] });
  return () => key;
}

function registerUser(account: HuaweiAccount, identity: Identity, random: Random): (iam: string) => SimulatedIamUser {
  const user = { domain: 'acme', name: 'reader', password: random.hex(16) };
  identity.users.push({ ...user, projects: [{ id: account.projectId, name: account.region }] });
  return (endpoint) => ({ iam: { endpoint, domain: user.domain, user: user.name, password: user.password } });
}
