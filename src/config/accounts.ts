import Type, { type TObject } from 'typebox';
import { toProviderName } from '../domain/provider.js';
import { ACCOUNT_DEFAULTS, COMMON_KEYS, type AccountFormat, type ConfiguredProvider } from './account-format.js';
import { check, type MisplacedKeys, type ProblemList } from './check.js';
import type { AccountConfig } from './config.js';
import { formatPath, type Path } from './problem.js';
import { propertiesOf, schemaAt, valueAt } from './schema-paths.js';
import { CLOSED, mapping, oneOf } from './values.js';

/** Reads the accounts, or reports their problems. Each account's rate is divided by `shares`. */
export function readAccounts(
  accounts: readonly unknown[],
  providers: readonly ConfiguredProvider[],
  shares: number,
  list: ProblemList,
): readonly AccountConfig[] {
  reportDuplicates(accounts, list);
  return accounts
    .map((account, index) => readAccount(account, ['accounts', index], providers, shares, list))
    .filter((account) => account !== undefined);
}

function readAccount(
  value: unknown,
  path: Path,
  providers: readonly ConfiguredProvider[],
  shares: number,
  list: ProblemList,
): AccountConfig | undefined {
  const name = valueAt(value, 'provider');
  const found = providers.find(({ provider }) => toProviderName(provider) === name);
  if (found === undefined) {
    check(anyAccount(providers), value, path, list);
    return undefined;
  }
  const form = formOf(found.accounts, valueAt(value, 'auth'));
  if (!check(form, value, path, list, misplacedKeys(form, found, providers))) return undefined;
  // Every form has these keys, but its type here is that of all providers' forms.
  if (!check(CommonAccount, value, path, list)) return undefined;
  const { name: accountName, region, timeZone, concurrency, rate } = { ...ACCOUNT_DEFAULTS, ...value };
  const own = found.accounts.toConfig(value, (steps, message) =>
    list.problems.push({ path: formatPath([...path, ...steps]), message }),
  );
  return {
    name: accountName,
    provider: found.provider,
    region,
    timeZone,
    concurrency,
    ...(rate && { rate: { ...rate, requests: rate.requests / shares } }),
    ...own,
  };
}

const CommonAccount = Type.Object(COMMON_KEYS);

/** The keys that can be checked in an account with an unknown provider. */
function anyAccount(providers: readonly ConfiguredProvider[]): TObject {
  const forms = providers.flatMap(({ accounts }) => accounts.forms);
  const keys = forms.flatMap((form) => Object.keys(form.properties));
  return mapping({
    ...Object.fromEntries(keys.map((key) => [key, Type.Optional(Type.Unknown())])),
    ...COMMON_KEYS,
    provider: oneOf(providers.map(({ provider }) => toProviderName(provider))),
    auth: Type.Unknown({ expected: CLOSED.expected }),
  });
}

function formOf({ forms }: AccountFormat, auth: unknown): TObject {
  const others = forms.slice(1).filter((form) => valueAt(auth, markOf(form)) !== undefined);
  return others[0] ?? forms[0] ?? CommonAccount;
}

/** The key of `auth` by which a form is recognized. */
function markOf(form: TObject): string {
  return authKeysOf(form)[0] ?? '';
}

function authKeysOf(form: TObject): readonly string[] {
  return Object.keys(propertiesOf(schemaAt(form, 'auth')));
}

function keysOf(form: TObject): readonly string[] {
  return [...Object.keys(form.properties), ...authKeysOf(form)];
}

/** Keys that belong to other providers, or to another form of this provider's `auth`. */
function misplacedKeys(
  form: TObject,
  { provider, accounts }: ConfiguredProvider,
  providers: readonly ConfiguredProvider[],
): MisplacedKeys {
  const owners = new Map<string, string[]>();
  for (const other of providers) {
    const keys = other.provider === provider ? [] : new Set(other.accounts.forms.flatMap(keysOf));
    for (const key of keys) owners.set(key, [...(owners.get(key) ?? []), toProviderName(other.provider)]);
  }
  const ownForms = accounts.forms.flatMap((other) => keysOf(other));
  return {
    ...Object.fromEntries([...owners].map(([key, names]) => [key, `belongs to ${names.join(', ')} accounts only`])),
    ...Object.fromEntries(ownForms.map((key) => [key, `cannot stand beside ${markOf(form)}`])),
  };
}

function reportDuplicates(accounts: readonly unknown[], { problems }: ProblemList): void {
  const first = new Map<string, Path>();
  for (const [index, account] of accounts.entries()) {
    const name = valueAt(account, 'name');
    if (typeof name !== 'string') continue;
    const path = ['accounts', index, 'name'];
    const other = first.get(name);
    if (other === undefined) first.set(name, path);
    else problems.push({ path: formatPath(path), message: `must be unique, but ${formatPath(other)} is the same` });
  }
}
