import { StoreError } from '../database.js';
import { readMigrations } from '../migrations.js';
import { POOLER, PostgresDatabase, type PostgresOptions, quoteName } from './database.js';

const OLDEST_VERSION = 140_000;
/** Any number: it names the lock under which one replica at a time migrates. */
const MIGRATION_LOCK = 7_305_518_142;

/** Opens the database and brings its schema up to date. Rejects with a StoreError. */
export async function openPostgres(options: PostgresOptions): Promise<PostgresDatabase> {
  const database = new PostgresDatabase(options);
  try {
    await assertUsable(database);
    await migrate(database, options.schema);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function assertUsable(database: PostgresDatabase): Promise<void> {
  const [row] = await database.read({ sql: `SELECT current_setting('server_version_num')::int`, values: [] });
  const version = Number(row?.[0]);
  if (version < OLDEST_VERSION) {
    throw new StoreError(`store.postgres: PostgreSQL 14 or newer is needed, not ${Math.floor(version / 10_000)}.`);
  }
  if (await database.isPooledByTransaction()) throw new StoreError(POOLER);
}

/** One replica at a time; the others wait for the lock and then find nothing to do. */
async function migrate(database: PostgresDatabase, schema: string): Promise<void> {
  const migrations = readMigrations('postgres');
  const newest = migrations.at(-1)?.version ?? 0;
  const name = quoteName(schema);
  await database.execute(
    `BEGIN; SELECT pg_advisory_xact_lock(${MIGRATION_LOCK});
     CREATE SCHEMA IF NOT EXISTS ${name};
     CREATE TABLE IF NOT EXISTS ${name}.migrations (version integer PRIMARY KEY, applied_at timestamptz DEFAULT now());
     COMMIT`,
  );
  const [found] = await database.read({ sql: 'SELECT current_schema()', values: [] });
  // A pooler may drop the option that sets it.
  if (found?.[0] !== schema) throw new StoreError(POOLER);
  for (const { version, sql } of migrations) {
    const [row] = await database.read({ sql: 'SELECT coalesce(max(version), 0) FROM migrations', values: [] });
    const current = Number(row?.[0]);
    if (current > newest) {
      throw new StoreError(`store.postgres: the schema is that of a newer release (${current}, known ${newest}).`);
    }
    if (current >= version) continue;
    await database.execute(
      `BEGIN; SELECT pg_advisory_xact_lock(${MIGRATION_LOCK});
       DO $do$ BEGIN
         IF NOT EXISTS (SELECT 1 FROM migrations WHERE version >= ${version}) THEN
           EXECUTE $migration$${sql}$migration$;
           INSERT INTO migrations (version) VALUES (${version});
         END IF;
       END $do$;
       COMMIT`,
    );
  }
}
