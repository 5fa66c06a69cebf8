import { toAge } from '../row-encoding.js';
import type { ListKey, RowFilter } from '../store.js';
import { agesOf, type Seek } from './seeks.js';

/** The numbers that the database uses for names. `undefined`: the store has never seen it, so no row matches. */
export interface Numbers {
  accountId(name: string): number | undefined;
  listId(key: ListKey): number | undefined;
  /** How many accounts have rows in the store, configured or not. */
  readonly accountCount: number;
}

/** The index ranges that together hold all rows of a filter, and perhaps some more of other names. Pure. */
export function planSeeks(filter: RowFilter, statusWords: readonly string[], numbers: Numbers): readonly Seek[] {
  const { minAge, maxAge } = agesOf(filter);
  const bounds = new Map(
    filter.accounts.map(({ name, from }) => [name, from === undefined ? maxAge : Math.min(maxAge, toAge(from))]),
  );
  const maxAgeOf = (account: string) => bounds.get(account);
  const present = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

  if (filter.clusters) {
    return filter.clusters.flatMap(({ account, nativeId }) =>
      present(maxAgeOf(account)).flatMap((max) =>
        present(numbers.accountId(account)).map((id): Seek => {
          return {
            through: 'cluster_jobs',
            equals: [
              ['account_id', id],
              ['cluster', nativeId],
            ],
            minAge,
            maxAge: max,
          };
        }),
      ),
    );
  }
  if (filter.scopes) {
    return filter.scopes.flatMap((key) =>
      present(maxAgeOf(key.account)).flatMap((max) =>
        present(numbers.listId(key)).map((id): Seek => ({
          index: 'list',
          equals: [['list_id', id]],
          minAge,
          maxAge: max,
        })),
      ),
    );
  }
  const isEveryAccount =
    filter.accounts.length === numbers.accountCount && filter.accounts.every(({ from }) => from === undefined);
  if (isEveryAccount && !filter.statuses) return [{ equals: [], minAge, maxAge }];
  const accounts = filter.accounts.flatMap(({ name }) =>
    present(numbers.accountId(name)).map((id) => ({ id, max: bounds.get(name) ?? maxAge })),
  );
  if (!filter.statuses)
    return accounts.map(({ id, max }) => ({ index: 'account', equals: [['account_id', id]], minAge, maxAge: max }));
  const statuses = [...new Set(filter.statuses)].map((status) => statusWords.indexOf(status));
  return accounts.flatMap(({ id, max }) =>
    statuses.map((status): Seek => ({
      index: 'status',
      equals: [
        ['account_id', id],
        ['status', status],
      ],
      minAge,
      maxAge: max,
    })),
  );
}
