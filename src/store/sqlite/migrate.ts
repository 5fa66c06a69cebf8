import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../database.js';
import { readMigrations } from '../migrations.js';
import { openConnection } from './open-connection.js';

/** Brings the file's schema up to date: each migration in a transaction of its own, with its number in `user_version`. */
export function migrateSqlite(file: string): void {
  const migrations = readMigrations('sqlite');
  const newest = migrations.at(-1)?.version ?? 0;
  const database = openConnection(file);
  try {
    if (isOfAnotherProgram(database)) throw new StoreError(`store.sqlite: ${file} is a database of another program.`);
    database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (version > newest) {
      throw new StoreError(
        `store.sqlite: ${file} was written by a newer release (schema ${version}, known ${newest}).`,
      );
    }
    for (const migration of migrations.filter((candidate) => candidate.version > version)) {
      database.exec(`BEGIN IMMEDIATE;\n${migration.sql}\nPRAGMA user_version = ${migration.version};\nCOMMIT`);
    }
  } finally {
    database.close();
  }
}

/** It has tables or views, but not those of Jobgraph. */
function isOfAnotherProgram(database: DatabaseSync): boolean {
  const names = database
    .prepare('SELECT name FROM sqlite_schema')
    .all()
    .map(({ name }) => name);
  return names.length > 0 && !['lists', 'jobs', 'changes'].every((name) => names.includes(name));
}
