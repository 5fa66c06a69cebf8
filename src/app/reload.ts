import type { Config } from '../config/config.js';
import { isSameConfig } from '../config/same.js';

/** The changes of a new configuration in a running process. */
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

/** Accounts, credentials, rates, limits and cursor keys are taken over; all else needs a restart. */
export function planReload(current: Config, next: Config): Reload {
  const { accounts, limits, cursorKeys } = next;
  const config: Config = { ...current, accounts, limits, cursorKeys };
  const before = new Map(current.accounts.map((account) => [account.name, account]));
  const after = new Map(accounts.map((account) => [account.name, account]));
  const names = [...after.keys()];
  return {
    config,
    isChanged: !isSameConfig(current, config),
    restart: restartKeys(current, next),
    added: names.filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: names.filter((name) => before.has(name) && !isSameConfig(before.get(name), after.get(name))),
  };
}

const TAKEN_OVER = new Set(['accounts', 'limits', 'cursorKeys']);

function restartKeys(current: Config, next: Config): readonly string[] {
  const values = new Map<string, unknown>(Object.entries(current));
  return Object.entries(next)
    .filter(([key, value]) => !TAKEN_OVER.has(key) && !isSameConfig(values.get(key), value))
    .map(([key]) => key);
}
