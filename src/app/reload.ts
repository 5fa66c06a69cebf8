import type { AccountConfig, Config } from '../config/config.js';
import { isSameConfig } from '../config/same.js';

/** What a new configuration changes in a running process. */
export interface Reload {
  /** The configuration from now on: new where it can be taken over, else as it was. */
  readonly config: Config;
  readonly isChanged: boolean;
  /** Keys of the file whose changes need a restart. */
  readonly restart: readonly string[];
  /** Names of accounts. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Accounts, credentials, rates, limits and cursor keys are taken over; all else needs a restart, and with a store also the
 * list of accounts.
 */
export function planReload(current: Config, next: Config): Reload {
  const { cursorKeys } = next;
  const accounts = isStoreSettled(current, next) ? next.accounts : current.accounts;
  const { bodyBytes } = current.limits;
  const config: Config = { ...current, accounts, cursorKeys, limits: { ...next.limits, bodyBytes } };
  const before = new Map(current.accounts.map((account) => [account.name, account]));
  const after = new Map(accounts.map((account) => [account.name, account]));
  const names = [...after.keys()];
  return {
    config,
    isChanged: !isSameConfig(current, config),
    restart: [...(accounts === next.accounts ? [] : ['accounts']), ...restartKeys(current, next)],
    added: names.filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: names.filter((name) => before.has(name) && !isSameConfig(before.get(name), after.get(name))),
  };
}

/** A store is opened for its accounts. With one, only what does not make them other accounts can be taken over. */
function isStoreSettled({ store, accounts }: Config, next: Config): boolean {
  return store === undefined || isSameConfig(accounts.map(identityOf), next.accounts.map(identityOf));
}

function identityOf(account: AccountConfig & { readonly auth?: unknown }): object {
  const { auth } = account;
  // Accounts without a project are told apart by their key.
  return { ...account, auth: 'projectId' in account ? null : auth, rate: null, concurrency: null };
}

const TAKEN_OVER = new Set(['accounts', 'limits', 'cursorKeys']);

function restartKeys(current: Config, next: Config): readonly string[] {
  const values = new Map<string, unknown>(Object.entries(current));
  const keys = Object.entries(next)
    .filter(([key, value]) => !TAKEN_OVER.has(key) && !isSameConfig(values.get(key), value))
    .map(([key]) => key);
  return current.limits.bodyBytes === next.limits.bodyBytes ? keys : [...keys, 'limits.bodyBytes'];
}
