import type { Database } from './database.js';
import type { ListKey, ListKind, StoreAccount } from './store.js';
import type { Numbers } from './sql/plan-seeks.js';

const KINDS: readonly ListKind[] = ['clusters', 'jobs'];

/** The numbers that stand for accounts and lists in rows, read once and kept. */
export class Names implements Numbers {
  readonly #database: Database;
  readonly #hashOf: (identity: string) => string;
  /** The stored hashes of the accounts' identities, by name. */
  readonly #identities = new Map<string, string>();
  readonly #accountIds = new Map<string, number>();
  readonly #accountsById = new Map<number, StoreAccount>();
  readonly #listIds = new Map<string, number>();
  readonly #listsById = new Map<number, ListKey>();
  accountCount = 0;

  /** `hashOf` turns the identity of an account into what is stored. */
  constructor(database: Database, hashOf: (identity: string) => string) {
    this.#database = database;
    this.#hashOf = hashOf;
  }

  /**
   * Registers the configured accounts. Accounts of an earlier call stay registered, because running
   * operations may use them. An account with another identity starts without rows.
   */
  async register(accounts: readonly StoreAccount[], now: number): Promise<void> {
    const keys = accounts.map((account) => ({ account, identity: this.#hashOf(account.identity) }));
    for (const { account, identity } of keys) {
      if (this.#identities.get(account.name) !== identity) this.#forgetAccount(account.name);
    }
    await this.#database.write(
      keys.map(({ account, identity }) => ({
        sql: `INSERT INTO accounts (name, identity, used_at) VALUES ($1, $2, $3)
              ON CONFLICT (name, identity) DO UPDATE SET used_at = excluded.used_at`,
        values: [account.name, identity, now],
      })),
    );
    const rows = await this.#database.read({ sql: 'SELECT id, name, identity FROM accounts', values: [] });
    this.accountCount = rows.length;
    for (const [id, name, identity] of rows) {
      const found = keys.find(({ account, ...key }) => account.name === name && key.identity === identity);
      if (!found) continue;
      this.#identities.set(found.account.name, found.identity);
      this.#accountIds.set(found.account.name, Number(id));
      this.#accountsById.set(Number(id), found.account);
    }
    await this.#readLists();
  }

  /** Accounts that this process uses or has used. */
  get usedAccountIds(): readonly number[] {
    return [...this.#accountsById.keys()];
  }

  accountId(name: string): number | undefined {
    return this.#accountIds.get(name);
  }

  account(id: number): StoreAccount | undefined {
    return this.#accountsById.get(id);
  }

  listId(key: ListKey): number | undefined {
    return this.#listIds.get(textOf(key));
  }

  /** Reads the names of lists that another replica has added. */
  async learn(listIds: readonly number[]): Promise<void> {
    if (listIds.some((id) => !this.#listsById.has(id))) await this.#readLists();
  }

  list(id: number): ListKey | undefined {
    return this.#listsById.get(id);
  }

  /** The number of a list, which is made where there is none. */
  async ensureList(key: ListKey): Promise<number | undefined> {
    const known = this.listId(key);
    const accountId = this.accountId(key.account);
    if (known !== undefined || accountId === undefined) return known;
    await this.#database.write([
      {
        sql: 'INSERT INTO lists (account_id, kind, scope) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        values: [accountId, kindNumber(key.kind), key.scope],
      },
    ]);
    await this.#readLists();
    return this.listId(key);
  }

  #forgetAccount(name: string): void {
    const id = this.#accountIds.get(name);
    if (id === undefined) return;
    this.#accountIds.delete(name);
    this.#accountsById.delete(id);
    for (const [listId, key] of this.#listsById) {
      if (key.account !== name) continue;
      this.#listsById.delete(listId);
      this.#listIds.delete(textOf(key));
    }
  }

  async #readLists(): Promise<void> {
    const rows = await this.#database.read({ sql: 'SELECT id, account_id, kind, scope FROM lists', values: [] });
    for (const [id, accountId, kind, scope] of rows) {
      const account = this.#accountsById.get(Number(accountId));
      const kindName = KINDS[Number(kind)];
      if (!account || !kindName || this.#listsById.has(Number(id))) continue;
      const key: ListKey = { account: account.name, kind: kindName, scope: String(scope) };
      this.#listIds.set(textOf(key), Number(id));
      this.#listsById.set(Number(id), key);
    }
  }
}

export function kindNumber(kind: ListKind): number {
  return KINDS.indexOf(kind);
}

function textOf({ account, kind, scope }: ListKey): string {
  return `${account}\0${kind}\0${scope}`;
}
