import { toError } from '../domain/errors.js';

/** The result of one lookup: `null` where the provider has nothing by this key, an error where it could not be read. */
export type Lookup<Value> = Value | Error | null;

/**
 * Loads keys account by account, all accounts at once. The results have the keys' order. If the keys of one account
 * cannot be loaded, the error is the result of each of them, and the other accounts are not affected.
 */
export async function loadByAccount<Key extends { readonly account: string }, Value>(
  keys: readonly Key[],
  load: (account: string, keys: readonly Key[]) => Promise<readonly Lookup<Value>[]>,
): Promise<readonly Lookup<Value>[]> {
  const results = new Map<Key, Lookup<Value>>();
  const loadGroup = async ([account, group]: [string, readonly Key[]]) => {
    const loaded = await load(account, group).catch((error: unknown) => group.map(() => toError(error)));
    group.forEach((key, index) => results.set(key, loaded[index] ?? null));
  };
  await Promise.all([...Map.groupBy(keys, ({ account }) => account)].map(loadGroup));
  return keys.map((key) => results.get(key) ?? null);
}
