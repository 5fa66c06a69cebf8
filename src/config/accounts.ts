import type { CloudProvider } from '../domain/provider.js';
import { check, type Elsewhere, type Report } from './check.js';
import type { AccessKey, AccountConfig, IamUser } from './config.js';
import { endpointOf, iamEndpointOf } from './endpoints.js';
import { formatPath, type Path } from './mistake.js';
import { valueAt } from './places.js';
import { AnyAccount, HuaweiIamAccount, HuaweiKeyAccount, PROVIDER_NAMES, QingCloudAccount } from './schema.js';
import { createSecret } from './secret.js';

const CONCURRENCY = 8;

const ONLY_QINGCLOUD: Elsewhere = { apps: 'belongs to qingcloud accounts only' };
const ONLY_HUAWEI: Elsewhere = {
  projectId: 'belongs to Huawei accounts only; QingCloud has no projects',
  iam: 'belongs to Huawei accounts only; QingCloud takes accessKeyId and secretAccessKey',
  securityToken: 'belongs to Huawei accounts only; QingCloud has no temporary keys',
};
const NOT_BESIDE_IAM = 'cannot stand beside iam; give either an access key or an IAM user';
const BESIDE_IAM: Elsewhere = {
  ...ONLY_QINGCLOUD,
  accessKeyId: NOT_BESIDE_IAM,
  secretAccessKey: NOT_BESIDE_IAM,
  securityToken: NOT_BESIDE_IAM,
};

/** Reads the accounts, or reports what is wrong with them. */
export function readAccounts(accounts: readonly unknown[], report: Report): readonly AccountConfig[] {
  reportDuplicates(accounts, report);
  return accounts
    .map((account, index) => readAccount(account, ['accounts', index], report))
    .filter((account) => account !== undefined);
}

function readAccount(value: unknown, path: Path, report: Report): AccountConfig | undefined {
  const provider = providerOf(value);
  if (provider === undefined) {
    check(AnyAccount, value, path, report);
    return undefined;
  }
  if (provider === 'QINGCLOUD') {
    if (!check(QingCloudAccount, value, path, report, ONLY_HUAWEI)) return undefined;
    const { apps } = value;
    return { ...toBase(value, provider), provider, auth: toKey(value.auth), ...(apps && { apps }) };
  }
  if (valueAt(valueAt(value, 'auth'), 'iam') === undefined) {
    if (!check(HuaweiKeyAccount, value, path, report, ONLY_QINGCLOUD)) return undefined;
    return { ...toBase(value, provider), provider, projectId: value.projectId, auth: toKey(value.auth) };
  }
  if (!check(HuaweiIamAccount, value, path, report, BESIDE_IAM)) return undefined;
  const auth = toIamUser(value.auth.iam, value.region);
  return { ...toBase(value, provider), provider, projectId: value.projectId, auth };
}

interface CommonKeys {
  readonly name: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly timeZone?: string;
  readonly concurrency?: number;
  readonly rate?: { readonly requests: number; readonly perSeconds: number };
}

function toBase(file: CommonKeys, provider: CloudProvider) {
  const { name, region, endpoint, timeZone = 'UTC', concurrency = CONCURRENCY, rate } = file;
  const url = endpoint === undefined ? endpointOf(provider, region) : new URL(endpoint);
  return { name, region, endpoint: url, timeZone, concurrency, ...(rate && { rate }) };
}

function toKey(auth: { accessKeyId: string; secretAccessKey: string; securityToken?: string }): AccessKey {
  const { accessKeyId, secretAccessKey, securityToken } = auth;
  return {
    accessKeyId,
    secretAccessKey: createSecret(secretAccessKey),
    ...(securityToken !== undefined && { securityToken: createSecret(securityToken) }),
  };
}

function toIamUser(
  iam: { endpoint?: string; domain: string; user: string; password: string },
  region: string,
): IamUser {
  const endpoint = iam.endpoint === undefined ? iamEndpointOf(region) : new URL(iam.endpoint);
  return { iam: { endpoint, domain: iam.domain, user: iam.user, password: createSecret(iam.password) } };
}

function reportDuplicates(accounts: readonly unknown[], { mistakes }: Report): void {
  const first = new Map<string, Path>();
  for (const [index, account] of accounts.entries()) {
    const name = valueAt(account, 'name');
    if (typeof name !== 'string') continue;
    const path = ['accounts', index, 'name'];
    const other = first.get(name);
    if (other === undefined) first.set(name, path);
    else mistakes.push({ path: formatPath(path), message: `must be unique, but ${formatPath(other)} is the same` });
  }
}

function providerOf(account: unknown): CloudProvider | undefined {
  const name = valueAt(account, 'provider');
  return Object.entries(PROVIDER_NAMES).find(([known]) => known === name)?.[1];
}
