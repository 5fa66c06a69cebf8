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
  const loadGroup = ([account, group]: readonly [string, readonly Key[]]) =>
    load(account, group).catch((error: unknown) => group.map(() => toError(error)));
  const groups = [...Map.groupBy(keys, ({ account }) => account)];
  const [only] = groups;
  if (only && groups.length === 1) return loadGroup(only);
  const results = new Map<Key, Lookup<Value>>();
  await Promise.all(
    groups.map(async (group) => {
      const loaded = await loadGroup(group);
      group[1].forEach((key, index) => results.set(key, loaded[index] ?? null));
    }),
  );
  return keys.map((key) => results.get(key) ?? null);
}
