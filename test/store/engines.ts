import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openPostgresStore, openSqliteStore } from '../../src/store/open-store.js';
import type { Store, StoreAccount } from '../../src/store/store.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';

export let server: PostgresServer | undefined;
let count = 0;
export const openStores: Store[] = [];

/** Starts what the tests of a file need. Each file calls it, because files share their modules. */
export function useEngines(): void {
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterEach(async () => {
    for (const store of openStores.splice(0)) await store.close();
  });
  afterAll(async () => {
    await server?.close();
    server = undefined;
  });
}

/** Opens a store in a new database of each engine. */
export const ENGINES = {
  SQLite: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jobgraph-store-'));
    return async (accounts: readonly StoreAccount[]) => {
      const store = await openSqliteStore(join(folder, 'jobgraph.db'), accounts);
      openStores.push(store);
      return store;
    };
  },
  PostgreSQL: () => {
    const schema = `s${count++}`;
    return Promise.resolve(async (accounts: readonly StoreAccount[]) => {
      if (!server) throw new Error('PostgreSQL is not installed.');
      const store = await openPostgresStore({ url: server.url, schema }, accounts);
      openStores.push(store);
      return store;
    });
  },
} as const;
