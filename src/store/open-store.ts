import { createHmac, randomBytes } from 'node:crypto';
import { type Database, reportFailures, type StoreError } from './database.js';
import { Names } from './names.js';
import { SqlStore } from './sql-store.js';
import { openPostgres } from './postgres/open.js';
import type { PostgresOptions } from './postgres/database.js';
import { openSqlite } from './sqlite/open.js';
import type { Store, StoreAccount } from './store.js';

/** Called for each statement that fails. */
type OnFailure = (error: StoreError) => void;

/** Opens the store in an SQLite file, for one process. Rejects with a StoreError that names the key of the configuration. */
export async function openSqliteStore(
  file: string,
  accounts: readonly StoreAccount[],
  onFailure?: OnFailure,
): Promise<Store> {
  const { database, unlock } = openSqlite(file);
  return openOver(watched(database, onFailure), accounts, unlock);
}

async function openOver(database: Database, accounts: readonly StoreAccount[], release: () => void): Promise<Store> {
  try {
    const key = await readHashKey(database);
    const names = new Names(database, (identity) => createHmac('sha256', key).update(identity).digest('hex'));
    await names.register(accounts, Date.now());
    const id = createHmac('sha256', key).update('store').digest('base64url').slice(0, 16);
    return new SqlStore(id, database, names, release);
  } catch (error) {
    await database.close();
    release();
    throw error;
  }
}

/** The key under which identities are hashed, made once for a store. */
async function readHashKey(database: Database): Promise<string> {
  await database.write([
    {
      sql: `INSERT INTO settings (name, value) VALUES ('hash_key', $1) ON CONFLICT DO NOTHING`,
      values: [randomBytes(32).toString('hex')],
    },
  ]);
  const [row] = await database.read({ sql: `SELECT value FROM settings WHERE name = 'hash_key'`, values: [] });
  return String(row?.[0]);
}

/** Opens the store in PostgreSQL, for any number of replicas. Rejects with a StoreError. */
export async function openPostgresStore(
  options: PostgresOptions,
  accounts: readonly StoreAccount[],
  onFailure?: OnFailure,
): Promise<Store> {
  return openOver(watched(await openPostgres(options), onFailure), accounts, () => undefined);
}

function watched(database: Database, onFailure: OnFailure | undefined): Database {
  return onFailure ? reportFailures(database, onFailure) : database;
}
